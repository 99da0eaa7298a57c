#include "tests/unit/ifgen/files/fixture.h"

namespace ligature::test
{

struct FilesWorld::Joint
{
    DirectoryProcess directory;
};

FilesWorld::FilesWorld() : joint(std::make_unique<Joint>())
{
    setenv("LIGATURE_SERVICE_DIRECTORY", joint->directory.userSocket().c_str(), 1);
    joint->directory.bind("post", "parcel");
    server.run(parcel_AdvertiseService);
}

FilesWorld::~FilesWorld() = default;

}  // namespace ligature::test
