// Client and server joined by a Service Directory.
#include "errand_server.h"
#include "tests/unit/ifgen/optional/fixture.h"

namespace ligature::test
{

struct OptionalWorld::Joint
{
    DirectoryProcess directory;
    LoopThread server;
};

OptionalWorld::OptionalWorld() : joint(std::make_unique<Joint>())
{
    setenv("LIGATURE_SERVICE_DIRECTORY", joint->directory.userSocket().c_str(), 1);
    joint->directory.bind("boss", "errand");
    joint->server.run(errand_AdvertiseService);
}

OptionalWorld::~OptionalWorld() = default;

}  // namespace ligature::test
