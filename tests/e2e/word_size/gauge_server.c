// Serves gauge.api: gives back what it is given, in an order or with a change that shows that it was understood.
#include "gauge_server.h"
#include "legato.h"

static gauge_SampleHandlerFunc_t Handler;
static void* HandlerContext;

gauge_SampledHandlerRef_t gauge_AddSampledHandler(uint64_t interval, gauge_SampleHandlerFunc_t handlerPtr,
                                                  void* contextPtr)
{
    Handler = (interval == 0x123456789abcULL) ? handlerPtr : NULL;
    HandlerContext = contextPtr;
    return (Handler != NULL) ? (gauge_SampledHandlerRef_t)&Handler : NULL;
}

void gauge_RemoveSampledHandler(gauge_SampledHandlerRef_t handlerRef)
{
    LE_ASSERT(handlerRef == (gauge_SampledHandlerRef_t)&Handler);
    Handler = NULL;
}

gauge_ProbeRef_t gauge_Open(const char* name)
{
    return (gauge_ProbeRef_t)(uintptr_t)(0x80000001U + 2 * strlen(name));
}

le_result_t gauge_Measure(gauge_ProbeRef_t probe, const gauge_Sample_t* askedPtr, size_t askedSize, size_t room,
                          gauge_Scale_t scale, gauge_Flag_t flags, const uint64_t* longsPtr, size_t longsSize,
                          gauge_Sample_t* foundPtr, size_t* foundSizePtr, size_t* usedPtr, gauge_Scale_t* otherPtr,
                          gauge_ProbeRef_t* againPtr, size_t* againSizePtr, double* exactPtr)
{
    *foundSizePtr = askedSize;
    *exactPtr = 0;
    for (size_t i = 0; i < askedSize; ++i)
    {
        foundPtr[i] = askedPtr[askedSize - 1 - i];
        foundPtr[i].count += flags;
        *exactPtr += askedPtr[i].value;
    }
    *againSizePtr = longsSize;
    for (size_t i = 0; i < longsSize; ++i)
    {
        againPtr[i] = (longsPtr[i] == 0xfedcba9876543210ULL + i) ? probe : NULL;
    }
    *usedPtr = room - 1;
    *otherPtr = (scale == GAUGE_WIDE) ? GAUGE_NARROW : GAUGE_WIDE;
    if (Handler != NULL)
    {
        Handler(probe, &foundPtr[0], room, HandlerContext);
    }
    return LE_OK;
}

void gauge_Start(gauge_ProbeRef_t probe, gauge_DoneHandlerFunc_t donePtr, void* contextPtr)
{
    donePtr(-(int64_t)(uintptr_t)probe * 4, contextPtr);
}

le_result_t gauge_Copy(int from, int* toPtr)
{
    *toPtr = dup(from);
    close(from);
    return LE_OK;
}

int main(void)
{
    gauge_AdvertiseService();
    le_event_RunLoop();
}
