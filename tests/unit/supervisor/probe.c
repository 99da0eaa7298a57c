// A program for sandbox tests: says what it sees, one line per question on its command line, then goes on as told.
#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <linux/capability.h>
#include <sched.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mount.h>
#include <sys/prctl.h>
#include <sys/ptrace.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <sys/statvfs.h>
#include <sys/syscall.h>
#include <sys/sysmacros.h>
#include <sys/wait.h>
#include <unistd.h>

extern char** environ;

static int byText(const void* a, const void* b)
{
    return strcmp(*(char* const*)a, *(char* const*)b);
}

static void list(const char* path)
{
    DIR* folder = opendir(path);
    const struct dirent* entry;
    char names[32][64];
    int count = 0;
    while (folder != NULL && count < 32 && (entry = readdir(folder)) != NULL)
    {
        if (entry->d_name[0] != '.')
        {
            snprintf(names[count++], sizeof(names[0]), "%.60s", entry->d_name);
        }
    }
    qsort(names, (size_t)count, sizeof(names[0]), (int (*)(const void*, const void*))strcmp);
    printf("list %s:", path);
    for (int i = 0; i < count; i++)
    {
        printf(" %s", names[i]);
    }
    printf("\n");
    if (folder != NULL)
    {
        closedir(folder);
    }
}

static void listDescriptors(void)
{
    printf("descriptors:");
    for (int fd = 0; fd < 1024; fd++)
    {
        if (fcntl(fd, F_GETFD) >= 0)
        {
            printf(" %d", fd);
        }
    }
    printf("\n");
}

static void listEnvironment(void)
{
    int count = 0;
    while (environ[count] != NULL)
    {
        count++;
    }
    qsort(environ, (size_t)count, sizeof(environ[0]), byText);
    printf("environment:");
    for (int i = 0; i < count; i++)
    {
        printf(" %s", environ[i]);
    }
    printf("\n");
}

static void tellCapabilities(void)
{
    struct __user_cap_header_struct header = {_LINUX_CAPABILITY_VERSION_3, 0};
    struct __user_cap_data_struct data[2];
    syscall(SYS_capget, &header, data);
    printf("capabilities: effective %x%08x permitted %x%08x\n", data[1].effective, data[0].effective, data[1].permitted,
           data[0].permitted);
}

static void fill(const char* path)
{
    static const char kilobyte[1024];
    int fd = open(path, O_WRONLY | O_CREAT | O_TRUNC, 0600);
    long total = 0;
    ssize_t got = 0;
    while (fd >= 0 && (got = write(fd, kilobyte, sizeof(kilobyte))) > 0)
    {
        total += got;
    }
    printf("fill %s: %ld, %s\n", path, total, strerror(errno));
}

static void tellFlags(const char* path)
{
    struct statvfs about;
    printf("flags %s:", path);
    if (statvfs(path, &about) == 0)
    {
        printf("%s%s%s", about.f_flag & ST_NOSUID ? " nosuid" : "", about.f_flag & ST_NODEV ? " nodev" : "",
               about.f_flag & ST_RDONLY ? " ro" : "");
    }
    printf("\n");
}

// A system call by the table of 32-bit programs.
static long oldCall(long number)
{
#ifdef __x86_64__
    long result;
    __asm__ volatile("int $0x80"
                     : "=a"(result)
                     : "a"(number), "b"(0), "c"(0), "d"(0)
                     : "memory", "r8", "r9", "r10", "r11");
    errno = result < 0 ? (int)-result : 0;
    return result < 0 ? -1 : result;
#else
    (void)number;
    errno = EPERM;
    return -1;
#endif
}

static void try(const char* call)
{
    // In a child: a kernel without 32-bit programs answers by a signal.
    fflush(stdout);
    pid_t child = fork();
    if (child == 0)
    {
        long result = -1;
        errno = EINVAL;
        if (strcmp(call, "ptrace") == 0)
        {
            result = ptrace(PTRACE_ATTACH, getppid(), NULL, NULL);
        }
        else if (strcmp(call, "keyctl") == 0)
        {
            result = syscall(SYS_keyctl, 0 /* KEYCTL_GET_KEYRING_ID */, -3 /* the session's */, 0);
        }
        else if (strcmp(call, "keyctl32") == 0)
        {
            result = oldCall(288);
        }
        else if (strcmp(call, "clone32") == 0)
        {
            result = oldCall(310);  // unshare()
        }
        else if (strcmp(call, "setuid") == 0)
        {
            result = setuid(0);
        }
        else if (strcmp(call, "mknod") == 0)
        {
            result = mknod("node", S_IFCHR | 0600, makedev(1, 3));
        }
        printf("try %s: %s\n", call, result >= 0 ? "ok" : strerror(errno));
        fflush(stdout);
        _exit(0);
    }
    int status = 0;
    waitpid(child, &status, 0);
    if (WIFSIGNALED(status))
    {
        printf("try %s: signal\n", call);
    }
}

static void answer(const char* question, const char* path)
{
    if (strcmp(question, "descriptors") == 0)
    {
        listDescriptors();
    }
    else if (strcmp(question, "environment") == 0)
    {
        listEnvironment();
    }
    else if (strcmp(question, "capabilities") == 0)
    {
        tellCapabilities();
    }
    else if (strcmp(question, "fill") == 0)
    {
        fill(path);
    }
    else if (strcmp(question, "flags") == 0)
    {
        tellFlags(path);
    }
    else if (strcmp(question, "try") == 0)
    {
        try(path);
    }

    if (strcmp(question, "write") == 0 || strcmp(question, "read") == 0)
    {
        int fd = open(path, strcmp(question, "read") == 0 ? O_RDONLY : (O_WRONLY | O_CREAT | O_APPEND), 0600);
        char text[64] = "";
        if (fd >= 0 && strcmp(question, "read") == 0 && read(fd, text, sizeof(text) - 1) < 0)
        {
            text[0] = 0;
        }
        printf("%s %s: %s%s\n", question, path, fd >= 0 ? "ok " : strerror(errno), text);
        close(fd);
    }
    else if (strcmp(question, "list") == 0)
    {
        list(path);
    }
    else if (strcmp(question, "space") == 0)
    {
        struct statvfs about;
        statvfs(path, &about);
        printf("space %s: %lu\n", path, (unsigned long)(about.f_blocks * about.f_frsize));
    }
    else if (strcmp(question, "variable") == 0)
    {
        printf("variable %s: %s\n", path, getenv(path) ? getenv(path) : "unset");
    }
}

static void tellSelf(void)
{
    struct rlimit files;
    char folder[256];
    getrlimit(RLIMIT_NOFILE, &files);
    printf("uid %d gid %d pid %d ppid %d\n", (int)getuid(), (int)getgid(), (int)getpid(), (int)getppid());
    printf("no new privileges: %d\n", prctl(PR_GET_NO_NEW_PRIVS, 0, 0, 0, 0));
    printf("files: %lu\n", (unsigned long)files.rlim_max);
    printf("folder: %s\n", getcwd(folder, sizeof(folder)));
    // Harmless wherever it is allowed: there is nothing to mount on. A filter of system calls refuses it before that.
    printf("mount: %s\n", mount("none", "/no/such/folder", "tmpfs", 0, NULL) == 0 ? "ok" : strerror(errno));
    printf("user namespace: %s\n", unshare(CLONE_NEWUSER) == 0 ? "ok" : strerror(errno));
}

int main(int argc, char** argv)
{
    setvbuf(stdout, NULL, _IOLBF, 0);
    tellSelf();
    for (int i = 1; i + 1 < argc; i += 2)
    {
        answer(argv[i], argv[i + 1]);
    }
    const char* end = argc % 2 == 0 ? argv[argc - 1] : "stay";
    if (strcmp(end, "fail") == 0)
    {
        return 3;
    }
    if (strcmp(end, "numbers") == 0)
    {
        for (int i = 0; i < 500; i++)
        {
            printf("number %d\n", i);
            fprintf(stderr, "error %d\n", i);
        }
    }
    if (strcmp(end, "leave") == 0)
    {
        return 0;
    }
    if (strcmp(end, "breed") == 0)
    {
        // A family of which no member can be found through its parent.
        signal(SIGTERM, SIG_IGN);
        for (int i = 0; i < 3; i++)
        {
            for (int depth = 0; depth < 3 && fork() == 0; depth++)
            {
                setsid();
            }
        }
        printf("bred %d\n", (int)getpid());
    }
    if (strcmp(end, "stubborn") == 0)
    {
        signal(SIGTERM, SIG_IGN);
        if (fork() == 0)
        {
            setsid();
        }
    }
    for (;;)
    {
        pause();
    }
}
