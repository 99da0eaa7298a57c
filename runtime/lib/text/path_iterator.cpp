// Walks along paths (runtime specification, section 1.13). A path is kept as its nodes; its text is put together when
// asked for.
#include "runtime/include/le_pathIter.h"

#include "runtime/include/le_log.h"
#include "runtime/include/le_utf8.h"
#include "runtime/lib/containers/references.h"

#include <string>
#include <string_view>
#include <vector>

namespace
{

constexpr size_t maxPathBytes = 511;
constexpr size_t maxTokenBytes = 31;

struct Path
{
    bool isAbsolute = false;
    std::vector<std::string> nodes;
};

struct Iterator
{
    std::string separator;
    std::string parent;
    std::string here;
    Path path;
    size_t position = 0;  ///< Number of nodes: none is current.
};

constinit ligature::References references("PathIterators", 10);

Iterator& find(le_pathIter_Ref_t reference)
{
    auto* iterator = static_cast<Iterator*>(references.find(reference));
    LE_FATAL_IF(iterator == nullptr, "There is no path iterator %p.", static_cast<void*>(reference));
    return *iterator;
}

le_pathIter_Ref_t add(Iterator* iterator)
{
    return static_cast<le_pathIter_Ref_t>(references.add(iterator));
}

std::string textOf(const Iterator& iterator)
{
    std::string text = iterator.path.isAbsolute ? iterator.separator : "";
    for (size_t index = 0; index < iterator.path.nodes.size(); ++index)
    {
        text += index > 0 ? iterator.separator : "";
        text += iterator.path.nodes[index];
    }
    return text;
}

/// Adds the nodes of `text` to a path, folding those that mean "here" and "one up". Returns LE_UNDERFLOW if they lead
/// above the root.
le_result_t appendText(const Iterator& iterator, std::string_view text, Path& path)
{
    while (!text.empty())
    {
        const size_t end = text.find(iterator.separator);
        const std::string_view node = text.substr(0, end);
        text.remove_prefix(end == std::string_view::npos ? text.size() : end + iterator.separator.size());
        const bool isHere = !iterator.here.empty() && node == iterator.here;
        // A relative path may begin with "here", which then stays.
        if (node.empty() || (isHere && (path.isAbsolute || !path.nodes.empty())))
        {
            continue;
        }
        if (!iterator.parent.empty() && node == iterator.parent)
        {
            const bool followsHere = !path.nodes.empty() && path.nodes.back() == iterator.here;
            if (!path.nodes.empty() && path.nodes.back() != iterator.parent)
            {
                path.nodes.pop_back();
                if (!followsHere)
                {
                    continue;
                }
            }
            if (path.isAbsolute)
            {
                return LE_UNDERFLOW;
            }
        }
        path.nodes.emplace_back(node);
    }
    return LE_OK;
}

le_result_t copyOut(const std::string& text, char* buffer, size_t size)
{
    return le_utf8_Copy(buffer, text.c_str(), size, nullptr);
}

std::string token(const char* text, const char* what)
{
    std::string result = text == nullptr ? "" : text;
    LE_FATAL_IF(result.size() > maxTokenBytes, "The %s of a path iterator is longer than %zu bytes.", what,
                maxTokenBytes);
    return result;
}

}  // namespace

le_pathIter_Ref_t le_pathIter_Create(const char* pathPtr, const char* separatorPtr, const char* parentSpecPtr,
                                     const char* currentSpecPtr)
{
    auto* iterator = new Iterator;
    iterator->separator = token(separatorPtr, "separator");
    iterator->parent = token(parentSpecPtr, "parent specifier");
    iterator->here = token(currentSpecPtr, "current specifier");
    LE_FATAL_IF(iterator->separator.empty(), "The separator of a path iterator is empty.");
    LE_FATAL_IF(pathPtr == nullptr, "The path of a path iterator is NULL.");
    const le_pathIter_Ref_t reference = add(iterator);
    const le_result_t result = le_pathIter_Append(reference, pathPtr);
    LE_FATAL_IF(result == LE_OVERFLOW, "A path is longer than %zu bytes.", maxPathBytes);
    return reference;
}

le_pathIter_Ref_t le_pathIter_CreateForUnix(const char* pathPtr)
{
    return le_pathIter_Create(pathPtr, "/", "..", ".");
}

le_pathIter_Ref_t le_pathIter_Clone(le_pathIter_Ref_t originalRef)
{
    return add(new Iterator(find(originalRef)));
}

void le_pathIter_Delete(le_pathIter_Ref_t iterRef)
{
    Iterator* iterator = &find(iterRef);
    references.take(iterRef);
    delete iterator;
}

le_result_t le_pathIter_GetSeparator(le_pathIter_Ref_t iterRef, char* bufferPtr, size_t bufferSize)
{
    return copyOut(find(iterRef).separator, bufferPtr, bufferSize);
}

le_result_t le_pathIter_GetParentSpecifier(le_pathIter_Ref_t iterRef, char* bufferPtr, size_t bufferSize)
{
    return copyOut(find(iterRef).parent, bufferPtr, bufferSize);
}

le_result_t le_pathIter_GetCurrentSpecifier(le_pathIter_Ref_t iterRef, char* bufferPtr, size_t bufferSize)
{
    return copyOut(find(iterRef).here, bufferPtr, bufferSize);
}

le_result_t le_pathIter_GetPath(le_pathIter_Ref_t iterRef, char* bufferPtr, size_t bufferSize)
{
    return copyOut(textOf(find(iterRef)), bufferPtr, bufferSize);
}

le_result_t le_pathIter_GoToStart(le_pathIter_Ref_t iterRef)
{
    Iterator& iterator = find(iterRef);
    iterator.position = 0;
    return iterator.path.nodes.empty() ? LE_NOT_FOUND : LE_OK;
}

le_result_t le_pathIter_GoToEnd(le_pathIter_Ref_t iterRef)
{
    Iterator& iterator = find(iterRef);
    if (iterator.path.nodes.empty())
    {
        return LE_NOT_FOUND;
    }
    iterator.position = iterator.path.nodes.size() - 1;
    return LE_OK;
}

le_result_t le_pathIter_GoToNext(le_pathIter_Ref_t iterRef)
{
    Iterator& iterator = find(iterRef);
    if (iterator.position < iterator.path.nodes.size())
    {
        ++iterator.position;
    }
    return iterator.position < iterator.path.nodes.size() ? LE_OK : LE_NOT_FOUND;
}

le_result_t le_pathIter_GoToPrev(le_pathIter_Ref_t iterRef)
{
    Iterator& iterator = find(iterRef);
    if (iterator.position == 0)
    {
        return LE_NOT_FOUND;
    }
    --iterator.position;
    return LE_OK;
}

le_result_t le_pathIter_GetCurrentNode(le_pathIter_Ref_t iterRef, char* bufferPtr, size_t bufferSize)
{
    const Iterator& iterator = find(iterRef);
    if (iterator.position >= iterator.path.nodes.size())
    {
        return LE_NOT_FOUND;
    }
    return copyOut(iterator.path.nodes[iterator.position], bufferPtr, bufferSize);
}

void le_pathIter_Truncate(le_pathIter_Ref_t iterRef)
{
    Iterator& iterator = find(iterRef);
    if (iterator.position < iterator.path.nodes.size())
    {
        iterator.path.nodes.resize(iterator.position);
    }
    iterator.position = iterator.path.nodes.empty() ? 0 : iterator.path.nodes.size() - 1;
}

le_result_t le_pathIter_Append(le_pathIter_Ref_t iterRef, const char* pathStr)
{
    Iterator& iterator = find(iterRef);
    LE_FATAL_IF(pathStr == nullptr, "A path to be appended is NULL.");
    const std::string_view text = pathStr;
    Iterator changed = iterator;
    if (text.starts_with(iterator.separator))
    {
        changed.path = {true, {}};
    }
    const le_result_t result = appendText(iterator, text, changed.path);
    if (textOf(changed).size() > maxPathBytes)
    {
        return LE_OVERFLOW;
    }
    iterator.path = std::move(changed.path);
    iterator.position = iterator.path.nodes.empty() ? 0 : iterator.path.nodes.size() - 1;
    return result;
}

bool le_pathIter_IsAbsolute(le_pathIter_Ref_t iterRef)
{
    return find(iterRef).path.isAbsolute;
}

bool le_pathIter_IsEmpty(le_pathIter_Ref_t iterRef)
{
    const Path& path = find(iterRef).path;
    return path.nodes.empty() && !path.isAbsolute;
}
