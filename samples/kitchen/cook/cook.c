// Uses the scales without waiting for one of them. Waiting would be for ever: they answer when all are in use.
#include "legato.h"
#include "interfaces.h"

static void OnWeighed(le_result_t result, uint32_t grams, const char* label, void* contextPtr)
{
    LE_INFO("scale %s: %s, %u g of %s", (const char*)contextPtr, LE_RESULT_TXT(result), grams, label);
}

COMPONENT_INIT
{
    static const char* const Names[] = {"one", "two", "three"};
    uint8_t count = scale_GetCount();
    for (uint8_t i = 0; i < count; i++)
    {
        later_WeighAsync(i, OnWeighed, (void*)Names[i]);
    }
    LE_INFO("all %u scales are in use", scale_GetCount());
}
