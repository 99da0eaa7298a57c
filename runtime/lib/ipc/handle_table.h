// Numbers that stand for objects in messages: odd, 32 bits, and not reused soon, so that a stale one is recognised.
#pragma once

#include <cstdint>
#include <vector>

namespace ligature::ipc
{

/// Owns nothing. Not thread safe: the user locks.
template <typename Object>
class HandleTable
{
public:
    /// A number for the object; 0 when a million objects are in use.
    uint32_t insert(Object* object)
    {
        uint32_t index = firstFree_;
        if (index != kNone)
        {
            firstFree_ = slots_[index].next;
        }
        else if (slots_.size() < kMostSlots)
        {
            index = static_cast<uint32_t>(slots_.size());
            slots_.emplace_back();
        }
        else
        {
            return 0;
        }
        slots_[index].object = object;
        slots_[index].wasUsedUp = false;
        return numberOf(index);
    }

    Object* find(uint32_t number) const
    {
        uint32_t index = number >> kIndexShift;
        return index < slots_.size() && numberOf(index) == number ? slots_[index].object : nullptr;
    }

    /// Forgets a number that find() finds. `isUsedUp` is remembered until the place is taken again.
    void erase(uint32_t number, bool isUsedUp = false)
    {
        uint32_t index = number >> kIndexShift;
        Slot& slot = slots_[index];
        slot.object = nullptr;
        slot.previous = number;
        slot.wasUsedUp = isUsedUp;
        slot.generation = (slot.generation + 1) & kGenerationMask;
        slot.next = firstFree_;
        firstFree_ = index;
    }

    /// True when the number was erased as used up and its place has not been taken since.
    bool wasUsedUp(uint32_t number) const
    {
        uint32_t index = number >> kIndexShift;
        return index < slots_.size() && slots_[index].previous == number && slots_[index].wasUsedUp;
    }

    /// Calls `visit(number, object)` for each object. It may erase that number, not insert.
    template <typename Visit>
    void forEach(Visit visit)
    {
        for (uint32_t index = 0; index < slots_.size(); ++index)
        {
            if (slots_[index].object != nullptr)
            {
                visit(numberOf(index), *slots_[index].object);
            }
        }
    }

private:
    static constexpr uint32_t kIndexShift = 12;
    static constexpr uint32_t kGenerationMask = 0x7FF;
    static constexpr uint32_t kMostSlots = 1U << 20;
    static constexpr uint32_t kNone = UINT32_MAX;

    struct Slot
    {
        Object* object = nullptr;
        uint32_t generation = 0;
        uint32_t previous = 0;
        uint32_t next = kNone;
        bool wasUsedUp = false;
    };

    uint32_t numberOf(uint32_t index) const { return index << kIndexShift | slots_[index].generation << 1 | 1; }

    std::vector<Slot> slots_;
    uint32_t firstFree_ = kNone;
};

}  // namespace ligature::ipc
