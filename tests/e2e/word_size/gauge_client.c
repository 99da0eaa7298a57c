// Uses all of gauge.api and prints what comes back.
#include <inttypes.h>
#include <sys/stat.h>

#include "gauge_interface.h"
#include "legato.h"

static void show(const gauge_Sample_t* sample)
{
    printf("%u %" PRIu64 " %.17g %u [%zu: %" PRId64 " %" PRId64 "] %s\n", sample->channel, sample->count, sample->value,
           sample->small, sample->pastCount, sample->past[0], sample->past[1], sample->label);
}

static void onSample(gauge_ProbeRef_t probe, const gauge_Sample_t* samplePtr, size_t room, void* contextPtr)
{
    printf("%s probe %" PRIxPTR " room %zu ", (const char*)contextPtr, (uintptr_t)probe, room);
    show(samplePtr);
}

static void onDone(int64_t total, void* contextPtr)
{
    printf("done %" PRId64 "\n", total);
    fflush(stdout);
    exit(EXIT_SUCCESS);
}

int main(void)
{
    gauge_ConnectService();
    printf("refused %d\n", gauge_AddSampledHandler(1, onSample, NULL) == NULL);
    gauge_SampledHandlerRef_t handler = gauge_AddSampledHandler(0x123456789abcULL, onSample, "event:");
    gauge_ProbeRef_t probe = gauge_Open("north");

    const gauge_Sample_t asked[] = {
        {255, 0xffffffff00000000ULL, -1.5e300, 65535, {INT64_MIN, 7}, 2, "nine char"},
        {1, 2, 0.1, 3, {-1, -2}, 2, ""},
    };
    const uint64_t longs[] = {0xfedcba9876543210ULL, 0xfedcba9876543211ULL, 5};
    gauge_Sample_t found[GAUGE_MOST];
    size_t foundSize = GAUGE_MOST;
    size_t used = 0;
    gauge_Scale_t other = GAUGE_WIDE;
    gauge_ProbeRef_t again[GAUGE_MOST];
    size_t againSize = GAUGE_MOST;
    double exact = 0;
    le_result_t result = gauge_Measure(probe, asked, 2, 4294967295U, GAUGE_WIDE, GAUGE_HIGH, longs, 3, found,
                                       &foundSize, &used, &other, again, &againSize, &exact);
    printf("%s, %zu found, used %zu, narrow %d, exact %.17g\n", LE_RESULT_TXT(result), foundSize, used,
           other == GAUGE_NARROW, exact);
    for (size_t i = 0; i < foundSize; ++i)
    {
        show(&found[i]);
    }
    printf("again %zu: %d %d %d\n", againSize, again[0] == probe, again[1] == probe, again[2] == NULL);

    int copy = -1;
    struct stat own;
    struct stat theirs;
    result = gauge_Copy(open("/dev/null", O_RDONLY), &copy);
    printf("%s, same file %d\n", LE_RESULT_TXT(result),
           (stat("/dev/null", &own) == 0) && (fstat(copy, &theirs) == 0) && (own.st_rdev == theirs.st_rdev));

    // The report of the event stands before the callback in the queue.
    gauge_Start(probe, onDone, NULL);
    (void)handler;
    le_event_RunLoop();
}
