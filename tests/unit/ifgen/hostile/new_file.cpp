// Descriptors for the functions that are shared with the fuzzers.
#include <fcntl.h>

#include "tests/fuzz/ipc/seam.h"

int ligature::fuzz::newFile()
{
    return open("/dev/null", O_RDONLY | O_CLOEXEC);
}
