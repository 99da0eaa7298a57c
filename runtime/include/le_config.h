/**
 * @file le_config.h
 * The switches this runtime was built with. A feature that is on is defined as the literal 1; one that is off is not
 * defined at all, so that `#ifdef`, `#if` and LE_CONFIG_IS_ENABLED() all agree.
 */
#ifndef LE_CONFIG_H_INCLUDE_GUARD
#define LE_CONFIG_H_INCLUDE_GUARD

#define LE_CONFIG_LINUX 1
#define LE_CONFIG_FILESYSTEM 1
#define LE_CONFIG_NETWORK 1
#define LE_CONFIG_MEM_POOLS 1
#define LE_CONFIG_MEM_POOL_STATS 1
#define LE_CONFIG_MEM_ALLOC_FORCE 1
#define LE_CONFIG_NUM_GUARD_BAND_WORDS 8
#define LE_CONFIG_EVENT_NAMES_ENABLED 1
#define LE_CONFIG_FD_MONITOR_NAMES_ENABLED 1
#define LE_CONFIG_HASHMAP_NAMES_ENABLED 1
#define LE_CONFIG_MEM_POOL_NAMES_ENABLED 1
#define LE_CONFIG_MUTEX_NAMES_ENABLED 1
#define LE_CONFIG_SAFE_REF_NAMES_ENABLED 1
#define LE_CONFIG_SEM_NAMES_ENABLED 1
#define LE_CONFIG_THREAD_NAMES_ENABLED 1
#define LE_CONFIG_TIMER_NAMES_ENABLED 1
#define LE_CONFIG_LOG_FUNCTION_NAMES 1
#define LE_CONFIG_LOG_STATIC_FILTER_DEBUG 1
#define LE_CONFIG_RUNTIME_DIR "/tmp/legato"

#endif
