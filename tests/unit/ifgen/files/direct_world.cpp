#include "tests/unit/ifgen/files/world.h"

namespace ligature::test
{

struct FilesWorld::Joint
{
};

FilesWorld::FilesWorld() = default;
FilesWorld::~FilesWorld() = default;

}  // namespace ligature::test
