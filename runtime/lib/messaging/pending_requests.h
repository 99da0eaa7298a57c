// The asynchronous requests of a session that wait for their answers.
#pragma once

#include <cstdint>
#include <memory>
#include <utility>

#include "runtime/include/le_messaging.h"
#include "runtime/lib/messaging/wire.h"

namespace ligature::messaging
{

/// What gets the answer to a request; a null callback: there is no such request.
struct PendingRequest
{
    le_msg_ResponseCallback_t callback = nullptr;
    void* context = nullptr;
};

/// Gives requests their ids and finds them again, in the same time however many wait and whichever is answered first.
///
/// A request stands in the slot that the low bits of its id name. Ids are given out in turn, and one whose slot is
/// taken is passed over: so no two requests ever want the same slot, with twice as many slots neither, and an id is
/// found at one place or not at all. At most three quarters of the slots are taken, and none is passed over twice
/// before all others had their turn: that makes three for each request on average, whatever the server leaves
/// unanswered.
///
/// An id comes again only when all have had their turn, and not while its request waits. The slots grow with the most
/// requests that ever waited together and then serve the next ones, which allocate nothing.
class PendingRequests
{
public:
    /// `firstId`: that of the first request.
    explicit PendingRequests(uint32_t firstId = 1) : next_(firstId) {}

    uint32_t count() const { return count_; }

    /// Slots, of those that wait and free ones.
    size_t capacity() const { return slots_ != nullptr ? size_t{mask_} + 1 : 0; }

    /// The id that the next request to be added will have.
    uint32_t nextId() const { return next_; }

    void add(const PendingRequest& request)
    {
        if (count_ >= capacity() / 4 * 3)
        {
            grow();
        }
        slot(next_) = {next_, last_, 0, request};
        (last_ != 0 ? slot(last_).next : first_) = next_;
        last_ = next_;
        ++count_;
        do
        {
            next_ = next_ == kLastTransaction ? 1 : next_ + 1;
        } while (slot(next_).id != 0);
    }

    bool has(uint32_t id) const { return count_ != 0 && id != 0 && slot(id).id == id; }

    /// Takes the request with this id out of those that wait.
    PendingRequest take(uint32_t id)
    {
        if (!has(id))
        {
            return {};
        }
        Slot& taken = slot(id);
        (taken.previous != 0 ? slot(taken.previous).next : first_) = taken.next;
        (taken.next != 0 ? slot(taken.next).previous : last_) = taken.previous;
        taken.id = 0;
        --count_;
        return taken.request;
    }

    /// Takes the one that was added first.
    PendingRequest takeFirst() { return take(first_); }

private:
    static constexpr uint32_t kFewest = 16;

    /// Requests are linked by their ids, in the order in which they were added; 0: there is none.
    struct Slot
    {
        uint32_t id = 0;  ///< 0: free
        uint32_t previous = 0;
        uint32_t next = 0;
        PendingRequest request;
    };

    Slot& slot(uint32_t id) const { return slots_[id & mask_]; }

    void grow()
    {
        const uint32_t size = slots_ == nullptr ? kFewest : 2 * (mask_ + 1);
        const auto old = std::exchange(slots_, std::make_unique<Slot[]>(size));
        const uint32_t oldMask = std::exchange(mask_, size - 1);
        for (uint32_t id = first_; id != 0; id = slot(id).next)
        {
            slot(id) = old[id & oldMask];
        }
    }

    uint32_t count_ = 0;
    uint32_t next_;  ///< its slot is free, if there are slots
    uint32_t first_ = 0;
    uint32_t last_ = 0;
    uint32_t mask_ = 0;
    std::unique_ptr<Slot[]> slots_;
};

}  // namespace ligature::messaging
