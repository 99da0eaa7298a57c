// What play.cpp and the code that random_test makes know of each other. C and C++.
#ifndef LIGATURE_TESTS_PLAY_INCLUDE_GUARD
#define LIGATURE_TESTS_PLAY_INCLUDE_GUARD

#ifdef __cplusplus
extern "C" {
#endif

typedef struct
{
    const char* name;
    void (*advertise)(void);
    int (*run)(void);  ///< returns the number of differences
} RandomExchange;

/// Ends with a NULL name.
extern const RandomExchange RandomExchanges[];

void deliver(void);

#ifdef __cplusplus
}
#endif

#endif  // LIGATURE_TESTS_PLAY_INCLUDE_GUARD
