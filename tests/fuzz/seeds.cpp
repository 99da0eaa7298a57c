// Writes the first inputs of fuzz_directory and fuzz_messaging: usage: fuzz_seeds DIRECTORY_CORPUS MESSAGING_CORPUS.
// What fuzzing finds beyond them is added by `tests/fuzz/run --merge`.
#include <cstdint>
#include <fstream>
#include <initializer_list>
#include <string>

namespace
{

/// What a peer or session does, as fuzz_directory.cpp and fuzz_messaging.cpp read it.
std::string act(unsigned what, unsigned who, std::initializer_list<unsigned> rest = {})
{
    std::string bytes(1, static_cast<char>(what | who << 4));
    for (const unsigned byte : rest)
    {
        bytes += static_cast<char>(byte);
    }
    return bytes;
}

std::string text(const std::string& bytes)
{
    return std::string{static_cast<char>(bytes.size() & 0xff), static_cast<char>(bytes.size() >> 8)} + bytes;
}

void write(const std::string& folder, const std::string& name, const std::string& bytes)
{
    std::ofstream(folder + "/" + name, std::ios::binary) << bytes;
}

void writeDirectory(const std::string& folder)
{
    // Peers 0 and 1 are users, 2 is app a, 3 gives commands. Bytes after a command: which, client, server.
    const std::string turn = act(13, 0);
    const std::string doors = act(0, 0, {0}) + act(0, 1, {0}) + act(0, 2, {1}) + act(0, 3, {3}) + turn;
    const std::string bind = act(10, 3, {0, 2, 0});  // client root.i0, server a.i0
    const std::string offer = act(1, 2, {0}) + turn + act(6, 2);
    const std::string join = turn + act(6, 0) + act(6, 2) + turn;
    write(folder, "bound_served_asked", std::string(1, '\0') + doors + bind + offer + act(2, 0, {0}) + join);
    write(folder, "asked_bound_served", std::string(1, '\0') + doors + act(2, 0, {0}) + turn + bind + offer + join);
    write(folder, "tried_unbound", std::string(1, '\0') + doors + act(3, 0, {0}) + join);
    write(folder, "other_protocol", std::string(1, '\0') + doors + bind + offer + act(3, 0, {4}) + join);
    write(folder, "offered_twice", std::string(1, '\0') + doors + offer + act(0, 4, {1}) + act(1, 4, {0}) + turn);
    write(folder, "silent", std::string(1, '\1') + doors + turn);
    write(folder, "all_commands",
          std::string(1, '\0') + doors + act(10, 3, {2, 0, 0}) + act(10, 3, {3, 0, 0}) + act(10, 3, {1, 2, 0}) +
              act(10, 3, {4 | 16, 0, 0}) + act(10, 3, {5, 0, 0}) + act(0, 5, {2}) + act(6, 3));
    write(folder, "slow_server",
          std::string(1, '\0') + doors + bind + offer + act(12, 4, {0, 0}) + turn + turn + act(6, 2) + turn +
              act(7, 2) + turn);
    write(folder, "no_descriptors", std::string(1, '\0') + doors + act(12, 4, {0, 0}) + act(9, 0) + turn);
    write(folder, "json",
          std::string(1, '\0') + doors + act(4, 3) + text("{\"command\":\"list\"}\n{\"x\":[1,2]}\n") + turn +
              act(5, 3, {2}) + text("{\"descriptor\":true}\n") + turn + act(6, 3));
}

void writeMessaging(const std::string& folder)
{
    const std::string turn = act(13, 0);
    const std::string open = act(0, 0, {0});
    const std::string joined = act(6, 0) + turn;
    const std::string zero(4, '\0');
    write(folder, "asked_answered", open + act(2, 0) + text("hello") + act(4, 4) + text(zero + "hello") + turn);
    write(folder, "asked_blocking", open + act(3, 4) + text("hello") + turn);
    write(folder, "opened_later", act(0, 1, {0x82}) + act(0, 0, {7, 7}) + turn);
    write(folder, "refused", act(0, 0, {0x41, 2, 1, 0}) + act(0, 0, {0xc1, 0, 1, 3, 0, 1, 2, 3, 2, 0, 0}));
    write(folder, "events", open + act(4, 0) + text(zero + "event") + turn + act(5, 0) + turn);
    for (const unsigned what : {0u, 1u, 2u, 8u + 3u, 16u + 8u + 3u, 32u + 3u, 64u, 64u + 3u})
    {
        const std::string request = std::string("\1\0\0\0", 4) + static_cast<char>(what);
        write(folder, "served_" + std::to_string(what),
              joined + act(8, 0) + text(request) + turn + act(8, 8) + text(zero + "x") + "\1" + turn + act(11, 0, {0}) +
                  act(10, 0) + turn);
    }
    // How many descriptors, and which are announced: all right, too few, too many, at the places 0 and 7.
    for (const unsigned files : {0x22u, 0x21u, 0x12u, 0x62u, 0x78u})
    {
        const std::string request = std::string("\1\0\0\0", 4) + static_cast<char>(32 + 2) + "12345";
        const std::string said = act(8, 8) + text(request) + static_cast<char>(files) + turn;
        const std::string served = act(4, 8 + 4) + text(zero + " 2345678") + static_cast<char>(files) + turn;
        write(folder, "files_" + std::to_string(files), joined + said + open + act(2, 0) + text("hello67") + served);
    }
    write(folder, "bad_hand_over", act(7, 0) + text("not a hand-over") + "\1" + turn + joined);
}

}  // namespace

int main(int argc, char** argv)
{
    if (argc != 3)
    {
        return 2;
    }
    writeDirectory(argv[1]);
    writeMessaging(argv[2]);
    return 0;
}
