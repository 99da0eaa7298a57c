# Runs the ANTLR4 tool at build time.
find_program(ANTLR4_TOOL NAMES antlr4 REQUIRED)
find_path(ANTLR4_INCLUDE_DIR antlr4-runtime.h PATH_SUFFIXES antlr4-runtime REQUIRED)
# The archive, for programs that start faster: half of the time to start is spent on relocating the shared library.
find_library(ANTLR4_LIBRARY NAMES libantlr4-runtime.a antlr4-runtime REQUIRED)

# Clang and clang-tidy want an initialiser for the const members of Vocabulary.h, which gcc goes without: a copy has one.
# It is written only if it changes, so that a new configuration compiles nothing anew.
set(antlr4_include_copy ${CMAKE_BINARY_DIR}/antlr4-runtime)
file(COPY ${ANTLR4_INCLUDE_DIR}/ DESTINATION ${antlr4_include_copy} PATTERN Vocabulary.h EXCLUDE)
file(READ ${ANTLR4_INCLUDE_DIR}/Vocabulary.h text)
string(REGEX REPLACE "(const _[a-z]+Names);" "\\1{};" text "${text}")
file(CONFIGURE OUTPUT ${antlr4_include_copy}/Vocabulary.h CONTENT "${text}" @ONLY)

if(NOT TARGET antlr4_runtime)
    add_library(antlr4_runtime INTERFACE IMPORTED GLOBAL)
    # SYSTEM: the runtime's headers are not ours to keep free of warnings.
    target_include_directories(antlr4_runtime SYSTEM INTERFACE ${antlr4_include_copy})
    target_link_libraries(antlr4_runtime INTERFACE ${ANTLR4_LIBRARY} Threads::Threads)
endif()

# ligature_antlr(target GRAMMARS file.g4... NAMESPACE name [VISITOR] [LISTENER])
#
# A static library `target` with the C++ lexers and parsers generated from the grammars, which are given relative to the
# calling folder and are processed in that order in one folder, so that a parser grammar may name an earlier lexer
# grammar as its tokenVocab. A combined grammar `X.g4` gives XLexer and XParser; a file whose name ends in `Lexer.g4` or
# `Parser.g4` gives just that. VISITOR and LISTENER add those classes for every parser. Headers are included by their
# bare name: `#include "XParser.h"`. The generated code is compiled with warnings off.
function(ligature_antlr target)
    cmake_parse_arguments(arg "VISITOR;LISTENER" "NAMESPACE" "GRAMMARS" ${ARGN})
    set(out ${CMAKE_CURRENT_BINARY_DIR}/antlr/${target})
    set(flags -Dlanguage=Cpp -package ${arg_NAMESPACE} -o ${out} -lib ${out} -encoding UTF-8)
    list(APPEND flags $<IF:$<BOOL:${arg_VISITOR}>,-visitor,-no-visitor>)
    list(APPEND flags $<IF:$<BOOL:${arg_LISTENER}>,-listener,-no-listener>)

    set(sources)
    set(earlier)
    foreach(grammar ${arg_GRAMMARS})
        get_filename_component(path ${grammar} ABSOLUTE)
        get_filename_component(folder ${path} DIRECTORY)
        get_filename_component(file ${path} NAME)
        get_filename_component(name ${path} NAME_WE)
        set(classes)
        if(name MATCHES "Lexer$")
            set(classes ${name})
        else()
            if(name MATCHES "Parser$")
                set(parser ${name})
                set(prefix ${name})
            else()
                set(classes ${name}Lexer)
                set(parser ${name}Parser)
                set(prefix ${name})
            endif()
            list(APPEND classes ${parser})
            if(arg_VISITOR)
                list(APPEND classes ${prefix}Visitor ${prefix}BaseVisitor)
            endif()
            if(arg_LISTENER)
                list(APPEND classes ${prefix}Listener ${prefix}BaseListener)
            endif()
        endif()
        set(generated)
        foreach(class ${classes})
            list(APPEND generated ${out}/${class}.h ${out}/${class}.cpp)
        endforeach()
        add_custom_command(
            OUTPUT ${generated}
            COMMAND ${CMAKE_COMMAND} -E make_directory ${out}
            COMMAND ${ANTLR4_TOOL} ${flags} ${file}
            WORKING_DIRECTORY ${folder}
            DEPENDS ${path} ${earlier}
            COMMENT "antlr4 ${file}"
            VERBATIM)
        list(APPEND sources ${generated})
        list(APPEND earlier ${generated})
    endforeach()

    add_library(${target} STATIC ${sources})
    target_include_directories(${target} SYSTEM PUBLIC ${out})
    # The tool of Debian 12 writes u8"..." for std::string, which C++20 took away.
    target_compile_options(${target} PRIVATE -w -fno-char8_t)
    target_link_libraries(${target} PUBLIC antlr4_runtime)
endfunction()
