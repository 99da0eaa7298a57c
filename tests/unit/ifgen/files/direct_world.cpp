#include "tests/unit/ifgen/files/fixture.h"

namespace ligature::test
{

JoinedWorld::JoinedWorld() = default;

}  // namespace ligature::test
