// Sorting of links, for lists of either kind.
#pragma once

#include <cstddef>

namespace ligature::containers
{

/// Merges two chains that end in null, linked by nextPtr. Members of `a` go before equal members of `b`.
template <class Link>
Link* mergeChains(Link* a, Link* b, bool (*isLess)(Link*, Link*))
{
    Link* first = nullptr;
    Link** end = &first;
    while (a != nullptr && b != nullptr)
    {
        Link*& smaller = isLess(b, a) ? b : a;
        *end = smaller;
        end = &smaller->nextPtr;
        smaller = smaller->nextPtr;
    }
    *end = a != nullptr ? a : b;
    return first;
}

/// Sorts a chain that ends in null, linked by nextPtr; equal members stay in their order. Returns the new first.
template <class Link>
Link* sortChain(Link* first, bool (*isLess)(Link*, Link*))
{
    // Sorted chains of 2^i members each, merged like the carries of a binary counter.
    Link* chains[64] = {};
    while (first != nullptr)
    {
        Link* chain = first;
        first = first->nextPtr;
        chain->nextPtr = nullptr;
        size_t level = 0;
        for (; chains[level] != nullptr; ++level)
        {
            chain = mergeChains(chains[level], chain, isLess);
            chains[level] = nullptr;
        }
        chains[level] = chain;
    }
    Link* all = nullptr;
    for (Link* chain : chains)
    {
        all = mergeChains(chain, all, isLess);
    }
    return all;
}

}  // namespace ligature::containers
