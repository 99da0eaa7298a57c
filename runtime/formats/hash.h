// BLAKE2b-256 over pieces.
#pragma once

#include <cstddef>
#include <string>

#include <sodium/crypto_generichash.h>

namespace ligature::formats
{

/// A running hash. Not for use by several threads at once.
class Hasher
{
public:
    Hasher();
    void add(const void* data, size_t size);
    /// 64 lower-case hex digits over everything added. Call once.
    std::string finish();

private:
    crypto_generichash_state state_;
};

}  // namespace ligature::formats
