#include <cstdio>

#include "errand_server.h"
#include "tests/unit/ifgen/optional/describe.h"

using namespace ligature::test;

extern "C" {
le_result_t errand_Start(const char* name, const uint32_t* timeoutPtr, int log, const errand_Point_t* atPtr,
                         const uint8_t* dataPtr, size_t dataSize, char* seen, size_t seenSize)
{
    const std::string text = describedStart(name, timeoutPtr, log, atPtr, dataPtr, dataSize);
    if (seen != nullptr)
    {
        snprintf(seen, seenSize, "%s", text.c_str());
    }
    return LE_OK;
}

void errand_Describe(const errand_Mode_t* modePtr, const errand_Days_t* daysPtr, const errand_RunnerRef_t* runnerPtr,
                     const bool* isLatePtr, const double* speedPtr, const char* letterPtr, const size_t* weightPtr,
                     const le_onoff_t* lightPtr, const le_result_t* lastPtr, const uint64_t* classPtr,
                     const errand_Point_t* placesPtr, size_t placesSize, const size_t* sizesPtr, size_t sizesSize,
                     const uint64_t* timesPtr, size_t timesSize, char* result, size_t resultSize)
{
    const std::string text =
        describedValues(modePtr, daysPtr, runnerPtr, isLatePtr, speedPtr, letterPtr, weightPtr, lightPtr, lastPtr,
                        classPtr, placesPtr, placesSize, sizesPtr, sizesSize, timesPtr, timesSize);
    snprintf(result, resultSize, "%s", text.c_str());
}

void errand_LastNote(char* result, size_t resultSize)
{
    snprintf(result, resultSize, "%s", lastNote().c_str());
}
}
