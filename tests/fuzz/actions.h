// A fuzz input as a list of actions: bytes are taken from the front, and there are zeros when they are used up.
#pragma once

#include <algorithm>
#include <cstdint>
#include <string>

namespace ligature::fuzz
{

class Actions
{
public:
    Actions(const uint8_t* data, size_t size) : data_(data), size_(size) {}

    bool isOver() const { return size_ == 0; }

    uint8_t byte()
    {
        if (size_ == 0)
        {
            return 0;
        }
        --size_;
        return *data_++;
    }

    uint16_t word()
    {
        const uint8_t low = byte();
        return static_cast<uint16_t>(low | byte() << 8);
    }

    /// A length of 16 bits, and as many bytes as there are of that.
    std::string text()
    {
        const size_t taken = std::min<size_t>(word(), size_);
        const std::string all(reinterpret_cast<const char*>(data_), taken);
        data_ += taken;
        size_ -= taken;
        return all;
    }

private:
    const uint8_t* data_;
    size_t size_;
};

}  // namespace ligature::fuzz
