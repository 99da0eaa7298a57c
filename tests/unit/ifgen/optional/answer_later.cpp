#include "errand_server.h"
#include "tests/unit/ifgen/optional/describe.h"

using namespace ligature::test;

extern "C" {
void errand_Start(errand_ServerCmdRef_t cmdRef, const char* name, const uint32_t* timeoutPtr, int log,
                  const errand_Point_t* atPtr, const uint8_t* dataPtr, size_t dataSize, size_t)
{
    errand_StartRespond(cmdRef, LE_OK, describedStart(name, timeoutPtr, log, atPtr, dataPtr, dataSize).c_str());
}

void errand_Describe(errand_ServerCmdRef_t cmdRef, const errand_Mode_t* modePtr, const errand_Days_t* daysPtr,
                     const errand_RunnerRef_t* runnerPtr, const bool* isLatePtr, const double* speedPtr,
                     const char* letterPtr, const size_t* weightPtr, const le_onoff_t* lightPtr,
                     const le_result_t* lastPtr, const uint64_t* classPtr, const errand_Point_t* placesPtr,
                     size_t placesSize, const size_t* sizesPtr, size_t sizesSize, const uint64_t* timesPtr,
                     size_t timesSize, size_t)
{
    errand_DescribeRespond(
        cmdRef, describedValues(modePtr, daysPtr, runnerPtr, isLatePtr, speedPtr, letterPtr, weightPtr, lightPtr,
                                lastPtr, classPtr, placesPtr, placesSize, sizesPtr, sizesSize, timesPtr, timesSize)
                    .c_str());
}

void errand_LastNote(errand_ServerCmdRef_t cmdRef, size_t)
{
    errand_LastNoteRespond(cmdRef, lastNote().c_str());
}
}
