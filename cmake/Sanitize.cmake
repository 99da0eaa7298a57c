# -DLIGATURE_SANITIZE=address: AddressSanitizer with LeakSanitizer, and UndefinedBehaviorSanitizer; =thread:
# ThreadSanitizer. `./dev sanitize` builds and runs such a tree. With g++, the compiler of the product, whose runtime is
# a shared library that liblegato brings along: programs that tests build with mkapp link. That of clang stands in
# executables only, so they would not.
set(LIGATURE_SANITIZE "" CACHE STRING "instrument everything that is built: address or thread")
set_property(CACHE LIGATURE_SANITIZE PROPERTY STRINGS "" address thread)
set(LIGATURE_SANITIZER_FLAGS)
if(LIGATURE_SANITIZE STREQUAL "address")
    set(LIGATURE_SANITIZER_FLAGS -fsanitize=address,undefined -fno-sanitize-recover=undefined)
elseif(LIGATURE_SANITIZE STREQUAL "thread")
    set(LIGATURE_SANITIZER_FLAGS -fsanitize=thread)
elseif(LIGATURE_SANITIZE)
    message(FATAL_ERROR "LIGATURE_SANITIZE is '${LIGATURE_SANITIZE}'; use address or thread")
endif()
if(LIGATURE_SANITIZER_FLAGS)
    add_compile_options(${LIGATURE_SANITIZER_FLAGS} -O1 -fno-omit-frame-pointer)
    add_link_options(${LIGATURE_SANITIZER_FLAGS})
endif()

# Tests that cannot work in such a tree; `ctest` tells that they are disabled. After a colon: only these of the program.
set(unsanitized
    # strace(1) counts system calls, those of the runtime too; and who is traced cannot look for leaks.
    test_ipc_system_calls
    # Apps, and the Supervisor on its way to them, with the limits of an app: too little memory for the runtime.
    supervisor_test test_e2e_async test_e2e_docs test_e2e_led
    # A thread that is cancelled leaves its stack in a way that AddressSanitizer does not know, and takes for spoilt then.
    test_messaging:MessagingCancelled.*
    # A server's handler that closes its session and leaves by longjmp(), or ends its thread, keeps the session.
    test_messaging:Edges.AServersHandlerThatLeavesByLongjmp*
    test_messaging:Reentry.AThreadMayEndInACloseHandler
    test_messaging:Reentry.ACloseHandlerMayBeLeftByLongjmpAndItsServiceDeleted
    # Its server keeps a request for good.
    test_messaging:LocalMessaging.AServerThatDropsARequestOrEndsLeavesNobodyWaiting
    # Programs made with mkapp run. They have no runtime, and liblegato finds that it comes too late. With the same flags
    # they would not find their components, since it is the runtime that calls dlopen(), which has not their search path.
    test_e2e_build:Build.DirectServersAreCalledInWhateverOrderTheyAreListed
    test_e2e_build:Build.ExecutableAloneRuns
    test_e2e_build:Build.ComponentsStartInTheSpecifiedOrder)

# ligature_sanitize_test(name): what is different for a test in such a tree; `ligature_test` calls it.
function(ligature_sanitize_test name)
    if(NOT LIGATURE_SANITIZE)
        return()
    endif()
    if(LIGATURE_SANITIZE STREQUAL "address")
        target_sources(${name} PRIVATE ${CMAKE_SOURCE_DIR}/tests/sanitize/forked.cpp)
    endif()
    get_test_property(${name} TIMEOUT seconds)
    math(EXPR seconds "${seconds} * 4")
    set_tests_properties(${name} PROPERTIES TIMEOUT ${seconds})
    if(name IN_LIST unsanitized)
        set_tests_properties(${name} PROPERTIES DISABLED ON)
    endif()
    set(parts ${unsanitized})
    list(FILTER parts INCLUDE REGEX "^${name}:")
    if(parts)
        list(TRANSFORM parts REPLACE "^[^:]+:" "")
        list(JOIN parts ":" filter)
        set_tests_properties(${name} PROPERTIES ENVIRONMENT "GTEST_FILTER=-${filter}")
    endif()
endfunction()
