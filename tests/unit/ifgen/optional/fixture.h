// A thread that serves errand.api, and one that uses it under the name `boss`. What joins them: see the files
// *_world.cpp.
#pragma once

#include "boss_interface.h"
#include "tests/unit/ifgen/joined_world.h"

namespace ligature::test
{

class Optional : public Joined
{
protected:
    void SetUp() override { client(boss_ConnectService); }
    void TearDown() override { client(boss_DisconnectService); }
};

}  // namespace ligature::test
