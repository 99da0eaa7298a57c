#include "tests/unit/ifgen/files/fixture.h"

namespace ligature::test
{

struct FilesWorld::Joint
{
};

FilesWorld::FilesWorld() = default;
FilesWorld::~FilesWorld() = default;

}  // namespace ligature::test
