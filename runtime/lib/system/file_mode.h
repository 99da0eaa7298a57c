// What the access modes of le_flock and le_atomFile mean to open(2) and fdopen(3).
#pragma once

#include "runtime/include/le_fileLock.h"

namespace ligature::files
{

/// Flags of open(2) for an access mode. A value that is none is fatal.
int openFlags(le_flock_AccessMode_t mode);

/// Mode of fdopen(3) for an access mode; none of them empties the file.
const char* streamMode(le_flock_AccessMode_t mode);

/// Locks an open file as its access mode says: shared for reading, exclusive else. Returns LE_OK, LE_WOULD_BLOCK (only
/// if it does not wait) or LE_FAULT.
le_result_t lock(int fd, le_flock_AccessMode_t mode, bool waits);

/// The stream of a descriptor, or NULL, with the descriptor closed. A negative descriptor is a result code.
FILE* streamOf(int fd, le_flock_AccessMode_t mode, le_result_t* result);

}  // namespace ligature::files
