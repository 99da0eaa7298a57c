// The LED story's two systems. Each test has a target of its own, so they run side by side.
#pragma once

#include <string>

#include "tests/e2e/target.h"

namespace ligature::test
{

inline const std::string kLed = LIGATURE_SOURCE_DIRECTORY "/samples/led";

/// Builds the two systems of the LED story once for all tests.
struct Packs
{
    ScratchDirectory scratch;
    std::string deviceA;
    std::string deviceB;

    Packs()
    {
        for (const std::string device : {"A", "B"})
        {
            runOrThrow({bin("mksys"), "-i", kLed, "-o", scratch.path(), "-w", scratch.path() + "/" + device,
                        kLed + "/device" + device + ".sdef"});
        }
        deviceA = scratch.path() + "/deviceA.localhost.update";
        deviceB = scratch.path() + "/deviceB.localhost.update";
    }
};

inline const Packs& packs()
{
    static const Packs instance;
    return instance;
}

using Led = OnTarget;

}  // namespace ligature::test
