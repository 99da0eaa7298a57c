// The headers from C, with the macros that C sources use; called by log_test.cpp.
#include "legato.h"

#include "le_print.h"
#include "limit.h"

LE_MEM_DEFINE_STATIC_POOL(FromC, 3, 20);
LE_REF_DEFINE_STATIC_MAP(FromC, 4);
LE_HASHMAP_DEFINE_STATIC(FromC, 31);
LE_CDATA_DECLARE({ int counter; });

typedef struct
{
    int number;
} Key_t;

LE_HASHMAP_MAKE_HASH(Key_t)

_Static_assert(LIMIT_MAX_PATH_BYTES == LIMIT_MAX_PATH_LEN + 1, "a limit in bytes counts the final 0");

COMPONENT_INIT_ONCE
{
    LE_CDATA_THIS->counter = 40;
}

COMPONENT_INIT
{
    LE_CDATA_THIS->counter += 2;
}

int useHeadersFromC(void)
{
    le_mem_PoolRef_t pool = le_mem_InitStaticPool(FromC, 3, 20);
    le_ref_MapRef_t map = le_ref_InitStaticMap(FromC, 4);
    le_hashmap_Ref_t table = le_hashmap_InitStatic(FromC, 31, HashKey_t, EqualsKey_t);
    static const Key_t key = {7};
    static const Key_t same = {7};
    char* object = le_mem_StrDup(pool, "nineteen characters");
    void* reference = le_ref_CreateRef(map, object);
    le_hashmap_Put(table, &key, object);
    LE_PRINT_VALUE("%d", key.number);

    bool isGood = le_mem_GetObjectCount(pool) == 3 && le_mem_TryAlloc(pool) != NULL &&
                  le_ref_Lookup(map, reference) == object && le_hashmap_Get(table, &same) == object;
    _le_COMPONENT_INIT_ONCE(NULL, NULL);
    _le_COMPONENT_INIT(NULL, NULL);
    return isGood ? LE_CDATA_THIS->counter : -1;
}
