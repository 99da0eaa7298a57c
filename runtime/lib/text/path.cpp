// Paths with any separator (runtime specification, section 1.13).
#include "runtime/include/le_path.h"

#include "runtime/include/le_log.h"
#include "runtime/include/le_utf8.h"

#include <algorithm>
#include <cstdarg>
#include <cstring>
#include <string_view>

namespace
{

std::string_view view(const char* text)
{
    LE_FATAL_IF(text == nullptr, "A path or separator is NULL.");
    return text;
}

std::string_view separatorOf(const char* text)
{
    const std::string_view separator = view(text);
    LE_FATAL_IF(separator.empty(), "The separator of a path is empty.");
    return separator;
}

std::string_view withoutTrailing(std::string_view path, std::string_view separator)
{
    while (path.ends_with(separator))
    {
        path.remove_suffix(separator.size());
    }
    return path;
}

/// Where the last node of a path begins.
size_t basenameAt(std::string_view path, std::string_view separator)
{
    const size_t position = path.rfind(separator);
    return position == std::string_view::npos ? 0 : position + separator.size();
}

/// Appends text that ends with a null byte after its part that counts.
bool append(char* buffer, size_t size, std::string_view text)
{
    char part[256];
    while (!text.empty())
    {
        // In pieces, so that no copy of the whole is needed. A piece ends between characters.
        size_t length = std::min(text.size(), sizeof(part) - 1);
        while (length < text.size() && length > 1 && le_utf8_IsContinuationByte(text[length]))
        {
            --length;
        }
        memcpy(part, text.data(), length);
        part[length] = '\0';
        if (le_utf8_Append(buffer, part, size, nullptr) != LE_OK)
        {
            return false;
        }
        text.remove_prefix(length);
    }
    return true;
}

}  // namespace

le_result_t le_path_GetDir(const char* pathPtr, const char* separatorPtr, char* dirPtr, size_t dirBuffSize)
{
    const std::string_view path = view(pathPtr);
    const size_t end = basenameAt(path, separatorOf(separatorPtr));
    LE_FATAL_IF(dirPtr == nullptr || dirBuffSize == 0, "There is no buffer for a directory's path.");
    dirPtr[0] = '\0';
    return append(dirPtr, dirBuffSize, end == 0 ? path : path.substr(0, end)) ? LE_OK : LE_OVERFLOW;
}

char* le_path_GetBasenamePtr(const char* pathPtr, const char* separatorPtr)
{
    return const_cast<char*>(pathPtr) + basenameAt(view(pathPtr), separatorOf(separatorPtr));
}

le_result_t le_path_Concat(const char* separatorPtr, char* pathPtr, size_t pathSize, ...)
{
    const std::string_view separator = separatorOf(separatorPtr);
    view(pathPtr);
    le_result_t result = LE_OK;
    va_list segments;
    va_start(segments, pathSize);
    while (const char* text = va_arg(segments, const char*))
    {
        std::string_view segment = text;
        if (segment.empty() || result != LE_OK)
        {
            continue;
        }
        const std::string_view path = pathPtr;
        bool endsWithSeparator = path.ends_with(separator);
        if (!path.empty())
        {
            while (segment.starts_with(separator))
            {
                segment.remove_prefix(separator.size());
                if (!endsWithSeparator)
                {
                    endsWithSeparator = append(pathPtr, pathSize, separator);
                    result = endsWithSeparator ? LE_OK : LE_OVERFLOW;
                    if (result != LE_OK)
                    {
                        break;
                    }
                }
            }
            if (!segment.empty() && !endsWithSeparator && !append(pathPtr, pathSize, separator))
            {
                result = LE_OVERFLOW;
            }
        }
        else if (segment.starts_with(separator))
        {
            while (segment.substr(separator.size()).starts_with(separator))
            {
                segment.remove_prefix(separator.size());
            }
        }
        // Of separators at the end, one stays.
        const std::string_view body = withoutTrailing(segment, separator);
        if (body.size() + separator.size() < segment.size())
        {
            segment = segment.substr(0, body.size() + separator.size());
        }
        if (result == LE_OK && !append(pathPtr, pathSize, segment))
        {
            result = LE_OVERFLOW;
        }
    }
    va_end(segments);
    return result;
}

bool le_path_IsSubpath(const char* path1Ptr, const char* path2Ptr, const char* separatorPtr)
{
    const std::string_view separator = separatorOf(separatorPtr);
    const std::string_view parent = withoutTrailing(view(path1Ptr), separator);
    const std::string_view path = withoutTrailing(view(path2Ptr), separator);
    return path.size() > parent.size() && path.starts_with(parent) && path.substr(parent.size()).starts_with(separator);
}

bool le_path_IsEquivalent(const char* path1Ptr, const char* path2Ptr, const char* separatorPtr)
{
    const std::string_view separator = separatorOf(separatorPtr);
    return withoutTrailing(view(path1Ptr), separator) == withoutTrailing(view(path2Ptr), separator);
}

char* le_path_FindTrailing(const char* pathPtr, const char* extPtr)
{
    const std::string_view path = view(pathPtr);
    const std::string_view extension = view(extPtr);
    return path.ends_with(extension) ? const_cast<char*>(pathPtr) + path.size() - extension.size() : nullptr;
}
