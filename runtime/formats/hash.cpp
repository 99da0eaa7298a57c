#include "runtime/formats/hash.h"

#include <array>
#include <vector>

#include <fcntl.h>
#include <sodium/core.h>

#include "runtime/formats/files.h"
#include "runtime/formats/manifest.h"

namespace ligature::formats
{
namespace
{

constexpr size_t kHashBytes = 32;

std::string toHex(const std::array<unsigned char, kHashBytes>& bytes)
{
    static constexpr char digits[] = "0123456789abcdef";
    std::string text;
    text.reserve(2 * bytes.size());
    for (const unsigned char byte : bytes)
    {
        text += digits[byte >> 4];
        text += digits[byte & 15];
    }
    return text;
}

}  // namespace

Hasher::Hasher()
{
    // Selects the fast implementation for this processor; safe to call again and from any thread.
    if (sodium_init() < 0)
    {
        throw FormatError("the hash library cannot be initialised");
    }
    crypto_generichash_init(&state_, nullptr, 0, kHashBytes);
}

void Hasher::add(const void* data, size_t size)
{
    crypto_generichash_update(&state_, static_cast<const unsigned char*>(data), size);
}

std::string Hasher::finish()
{
    std::array<unsigned char, kHashBytes> bytes{};
    crypto_generichash_final(&state_, bytes.data(), bytes.size());
    return toHex(bytes);
}

std::string hashBytes(const void* data, size_t size)
{
    Hasher hasher;
    hasher.add(data, size);
    return hasher.finish();
}

std::string hashFile(const std::string& path)
{
    const UniqueFd file = openForReading(path);
    std::vector<char> buffer(size_t{256} * 1024);
    Hasher hasher;
    while (const size_t count = readSome(file.get(), buffer.data(), buffer.size(), path))
    {
        hasher.add(buffer.data(), count);
    }
    return hasher.finish();
}

}  // namespace ligature::formats
