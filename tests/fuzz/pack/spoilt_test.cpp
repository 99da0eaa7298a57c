// A fixed sequence of spoilt inputs for the fuzzer's function.
#include <random>

#include "tests/unit/formats/sample_packs.h"

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size);

namespace ligature::formats
{
namespace
{

/// `seed` with a few bytes changed, removed or doubled.
std::string spoilt(std::string seed, std::mt19937& random)
{
    for (unsigned changes = 1 + random() % 4; changes > 0 && seed.size() > 1; --changes)
    {
        const size_t place = random() % seed.size();
        const size_t length = 1 + random() % std::min<size_t>(64, seed.size() - place);
        switch (random() % 4)
        {
            case 0:
                seed[place] = static_cast<char>(random());
                break;
            case 1:
                seed.erase(place, length);
                break;
            case 2:
                seed.insert(place, seed.substr(place, length));
                break;
            default:
                seed[place] = "\"{}[],:0-\\/.\x7f"[random() % 13];
                break;
        }
    }
    return seed;
}

void trySpoilt(char choice, const std::string& seed, unsigned count)
{
    std::mt19937 random(1);
    for (unsigned i = 0; i < count; ++i)
    {
        const std::string input = choice + (i == 0 ? seed : spoilt(seed, random));
        EXPECT_EQ(LLVMFuzzerTestOneInput(reinterpret_cast<const uint8_t*>(input.data()), input.size()), 0);
    }
}

TEST(FuzzPack, Manifests)
{
    AppManifest app = sampleApp();
    for (FileEntry& file : app.files)
    {
        file.hash = std::string(64, 'a');
    }
    trySpoilt('\0', toJson(app), 3000);
}

TEST(FuzzPack, Packs)
{
    const test::ScratchDirectory scratch;
    trySpoilt('\1', test::readText(writeSampleApp(scratch)), 200);
}

TEST(FuzzPack, Contents)
{
    trySpoilt('\2', std::string("\x28\xb5\x2f\xfd\x20\x01\x09\x00\x00x", 10), 200);
}

}  // namespace
}  // namespace ligature::formats
