// The start of the library, before any code of the process that uses it (runtime specification, section 2.3).
#include "runtime/lib/init.h"

#include "runtime/lib/thread/thread.h"

namespace
{

// Parts that have no start of their own (constant-initialised state, or made on first use) are not named here.
__attribute__((constructor)) void _legato_InitFramework()
{
    ligature::log::start();
    ligature::thread::adoptMainThread();
}

}  // namespace
