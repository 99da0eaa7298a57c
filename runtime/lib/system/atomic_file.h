// A change of a file that takes place as a whole or not at all. The C API is in le_atomFile.h.
#pragma once

#include "runtime/include/le_fileLock.h"

#include <string>

namespace ligature::files
{

/// How a file is to be opened.
struct AtomicOpen
{
    le_flock_AccessMode_t access = LE_FLOCK_READ;
    bool creates = false;                                     ///< A missing file is no error.
    le_flock_CreateMode_t ifExists = LE_FLOCK_OPEN_IF_EXIST;  ///< Used only if it creates.
    mode_t permissions = 0;                                   ///< Of a new file, before the umask.
    bool waits = true;                                        ///< For the lock.
};

/// One open file. Descriptors are -1 where there is nothing to hold.
struct AtomicFile
{
    int directory = -1;  ///< Where the file is.
    std::string name;    ///< Its name there.
    int target = -1;     ///< The file as it was, locked.
    int copy = -1;       ///< The copy that is written to, locked.
    mode_t mode = 0;     ///< Permissions the copy gets when it takes the file's place.

    /// What the caller reads and writes.
    int descriptor() const { return copy >= 0 ? copy : target; }
};

/// Opens a file. Returns LE_OK, LE_NOT_FOUND, LE_DUPLICATE, LE_WOULD_BLOCK or LE_FAULT; on failure nothing stays open.
le_result_t openAtomic(const char* path, const AtomicOpen& how, AtomicFile& file);

/// Makes the changes last. Closes nothing.
le_result_t commit(AtomicFile& file);

/// Throws the changes away. Closes nothing.
void cancel(AtomicFile& file);

/// Closes what the file holds, but not the caller's descriptor if that is closed elsewhere (with a stream).
void closeAll(AtomicFile& file, bool withDescriptor);

/// Removes a file. Returns LE_OK, LE_NOT_FOUND, LE_WOULD_BLOCK or LE_FAULT.
le_result_t removeAtomic(const char* path, bool waits);

}  // namespace ligature::files
