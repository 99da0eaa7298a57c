// A program for sandbox tests: says what it sees, one line per question on its command line, then goes on as told.
#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <sched.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mount.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <sys/statvfs.h>
#include <unistd.h>

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

static void answer(const char* question, const char* path)
{
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
