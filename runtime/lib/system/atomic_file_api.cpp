// The C API of files that change as a whole: it knows an open file by its descriptor.
#include "runtime/include/le_atomFile.h"

#include "runtime/include/le_log.h"
#include "runtime/lib/system/atomic_file.h"
#include "runtime/lib/system/file_mode.h"

#include <map>
#include <mutex>
#include <optional>

using namespace ligature::files;

namespace
{

struct OpenFiles
{
    std::mutex mutex;
    std::map<int, AtomicFile> byDescriptor;
};

/// Never destroyed: a file may be closed by a handler that runs while the process ends.
OpenFiles& openFiles()
{
    static OpenFiles& files = *new OpenFiles;
    return files;
}

int openFile(const char* path, const AtomicOpen& how)
{
    AtomicFile file;
    if (const le_result_t result = openAtomic(path, how, file); result != LE_OK)
    {
        return result;
    }
    const int fd = file.descriptor();
    OpenFiles& files = openFiles();
    const std::lock_guard guard(files.mutex);
    files.byDescriptor[fd] = std::move(file);
    return fd;
}

/// Takes an open file out of the table, before its descriptor can become another file's.
std::optional<AtomicFile> take(int fd)
{
    OpenFiles& files = openFiles();
    const std::lock_guard guard(files.mutex);
    const auto found = files.byDescriptor.find(fd);
    if (found == files.byDescriptor.end())
    {
        LE_ERROR("Descriptor %d is not of a file opened by le_atomFile.", fd);
        return std::nullopt;
    }
    AtomicFile file = std::move(found->second);
    files.byDescriptor.erase(found);
    return file;
}

AtomicOpen opening(le_flock_AccessMode_t mode, bool waits)
{
    AtomicOpen how;
    how.access = mode;
    how.waits = waits;
    return how;
}

AtomicOpen creating(le_flock_AccessMode_t mode, le_flock_CreateMode_t createMode, mode_t permissions, bool waits)
{
    AtomicOpen how = opening(mode, waits);
    how.creates = true;
    how.ifExists = createMode;
    how.permissions = permissions & 07777;
    return how;
}

FILE* openStream(const char* path, const AtomicOpen& how, le_result_t* result)
{
    const int fd = openFile(path, how);
    FILE* stream = fd >= 0 ? fdopen(fd, streamMode(how.access)) : nullptr;
    if (fd >= 0 && stream == nullptr)
    {
        LE_ERROR("Cannot open a stream: %m.");
        le_atomFile_Cancel(fd);
    }
    if (result != nullptr)
    {
        *result = fd < 0 ? static_cast<le_result_t>(fd) : stream == nullptr ? LE_FAULT : LE_OK;
    }
    return stream;
}

}  // namespace

int le_atomFile_Open(const char* pathNamePtr, le_flock_AccessMode_t accessMode)
{
    return openFile(pathNamePtr, opening(accessMode, true));
}

int le_atomFile_Create(const char* pathNamePtr, le_flock_AccessMode_t accessMode, le_flock_CreateMode_t createMode,
                       mode_t permissions)
{
    return openFile(pathNamePtr, creating(accessMode, createMode, permissions, true));
}

int le_atomFile_TryOpen(const char* pathNamePtr, le_flock_AccessMode_t accessMode)
{
    return openFile(pathNamePtr, opening(accessMode, false));
}

int le_atomFile_TryCreate(const char* pathNamePtr, le_flock_AccessMode_t accessMode, le_flock_CreateMode_t createMode,
                          mode_t permissions)
{
    return openFile(pathNamePtr, creating(accessMode, createMode, permissions, false));
}

le_result_t le_atomFile_Close(int fd)
{
    std::optional<AtomicFile> file = take(fd);
    if (!file)
    {
        return LE_FAULT;
    }
    const le_result_t result = commit(*file);
    closeAll(*file, true);
    return result;
}

void le_atomFile_Cancel(int fd)
{
    if (std::optional<AtomicFile> file = take(fd))
    {
        cancel(*file);
        closeAll(*file, true);
    }
}

FILE* le_atomFile_OpenStream(const char* pathNamePtr, le_flock_AccessMode_t accessMode, le_result_t* resultPtr)
{
    return openStream(pathNamePtr, opening(accessMode, true), resultPtr);
}

FILE* le_atomFile_CreateStream(const char* pathNamePtr, le_flock_AccessMode_t accessMode,
                               le_flock_CreateMode_t createMode, mode_t permissions, le_result_t* resultPtr)
{
    return openStream(pathNamePtr, creating(accessMode, createMode, permissions, true), resultPtr);
}

FILE* le_atomFile_TryOpenStream(const char* pathNamePtr, le_flock_AccessMode_t accessMode, le_result_t* resultPtr)
{
    return openStream(pathNamePtr, opening(accessMode, false), resultPtr);
}

FILE* le_atomFile_TryCreateStream(const char* pathNamePtr, le_flock_AccessMode_t accessMode,
                                  le_flock_CreateMode_t createMode, mode_t permissions, le_result_t* resultPtr)
{
    return openStream(pathNamePtr, creating(accessMode, createMode, permissions, false), resultPtr);
}

le_result_t le_atomFile_CloseStream(FILE* fileStreamPtr)
{
    std::optional<AtomicFile> file = take(fileno(fileStreamPtr));
    if (!file)
    {
        return LE_FAULT;
    }
    le_result_t result = LE_OK;
    if (fflush(fileStreamPtr) != 0 || ferror(fileStreamPtr) != 0)
    {
        LE_ERROR("Cannot write file '%s': the file stays as it was.", file->name.c_str());
        cancel(*file);
        result = LE_FAULT;
    }
    else
    {
        result = commit(*file);
    }
    fclose(fileStreamPtr);
    closeAll(*file, false);
    return result;
}

void le_atomFile_CancelStream(FILE* fileStreamPtr)
{
    if (std::optional<AtomicFile> file = take(fileno(fileStreamPtr)))
    {
        cancel(*file);
        fclose(fileStreamPtr);
        closeAll(*file, false);
    }
}

le_result_t le_atomFile_Delete(const char* pathNamePtr)
{
    return removeAtomic(pathNamePtr, true);
}

le_result_t le_atomFile_TryDelete(const char* pathNamePtr)
{
    return removeAtomic(pathNamePtr, false);
}
