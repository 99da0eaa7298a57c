// A process goes on after its main thread has ended with le_thread_Exit() and exits with status 0 after its last
// thread. It is a program of its own because a test framework does not let go of the main thread.
#include "legato.h"

static int Ends[2];

static void* WriteLate(void* context)
{
    LE_UNUSED(context);
    usleep(20000);
    return write(Ends[1], "x", 1) == 1 ? context : NULL;
}

int main(void)
{
    if (pipe(Ends) != 0)
    {
        return 2;
    }
    pid_t child = fork();
    if (child == 0)
    {
        le_thread_Start(le_thread_Create("last", WriteLate, NULL));
        le_thread_Exit(NULL);
    }
    close(Ends[1]);
    char byte = 0;
    int status = -1;
    bool isGood = read(Ends[0], &byte, 1) == 1 && byte == 'x';
    isGood = waitpid(child, &status, 0) == child && status == 0 && isGood;
    return isGood ? EXIT_SUCCESS : EXIT_FAILURE;
}
