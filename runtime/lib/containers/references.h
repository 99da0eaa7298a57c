// Safe references that any thread may make and look up.
#pragma once

#include "runtime/include/le_safeRef.h"

#include <mutex>

namespace ligature
{

/// A map of references that is made with the first of them.
class References
{
public:
    /// `name` and `expected` are those of le_ref_CreateMap().
    constexpr References(const char* name, size_t expected) : name_(name), expected_(expected) {}

    void* add(void* object)
    {
        const std::lock_guard guard(lock_);
        if (map_ == nullptr)
        {
            map_ = le_ref_CreateMap(name_, expected_);
        }
        return le_ref_CreateRef(map_, object);
    }

    /// What the reference stands for; nullptr if there is no such reference.
    void* find(void* reference)
    {
        const std::lock_guard guard(lock_);
        return map_ == nullptr ? nullptr : le_ref_Lookup(map_, reference);
    }

    /// The same, and the reference is gone.
    void* take(void* reference)
    {
        const std::lock_guard guard(lock_);
        void* object = map_ == nullptr ? nullptr : le_ref_Lookup(map_, reference);
        if (object != nullptr)
        {
            le_ref_DeleteRef(map_, reference);
        }
        return object;
    }

private:
    const char* name_;
    size_t expected_;
    std::mutex lock_;
    le_ref_MapRef_t map_ = nullptr;
};

}  // namespace ligature
