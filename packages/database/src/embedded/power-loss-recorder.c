/*
 * Notes what a process really asks of the disk, for power-loss.test.ts: preloaded with LD_PRELOAD, it writes each write,
 * truncation, flush and new or removed name below the folder PARLEY_DISK, and all that is said on standard output, into the
 * file PARLEY_JOURNAL, in one order. Everything is passed on unchanged. Linux and glibc; compiled by the test where a
 * compiler is.
 *
 * A record: kind (1 byte), thread (4), offset or size (8), length of the name (4), length of the data (4), name, data; all
 * of this machine's byte order. Names are relative to the folder; "." is the folder itself and ".." the one it lies in.
 *
 * A write is noted when it is done, and a flush twice, when it begins and when it is done: it is only believed to hold what
 * was noted before it began.
 */
#define _GNU_SOURCE
#include <fcntl.h>
#include <pthread.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/types.h>
#include <sys/uio.h>
#include <unistd.h>

#define MAX_FD 4096

static pthread_mutex_t mutex = PTHREAD_MUTEX_INITIALIZER;
static char *names[MAX_FD];
static int journal = -1;
static const char *folder;

__attribute__((constructor)) static void begin(void) {
  const char *file = getenv("PARLEY_JOURNAL");
  folder = getenv("PARLEY_DISK");
  if (file && folder) journal = syscall(SYS_openat, AT_FDCWD, file, O_WRONLY | O_APPEND | O_CREAT | O_CLOEXEC, 0600);
}

/* The name as it is noted; NULL for what does not concern us. */
static const char *name_of(const char *path) {
  size_t length = folder ? strlen(folder) : 0;
  if (journal < 0 || !path) return NULL;
  if (strncmp(path, folder, length) == 0) {
    if (path[length] == '\0' || strcmp(path + length, "/") == 0) return ".";
    return path[length] == '/' ? path + length + 1 : NULL;
  }
  size_t parent = strrchr(folder, '/') - folder;
  return strncmp(path, folder, parent) == 0 && (path[parent] == '\0' || strcmp(path + parent, "/") == 0) ? ".." : NULL;
}

static const char *name_at(int fd) { return fd >= 0 && fd < MAX_FD ? names[fd] : NULL; }

static void note(char kind, const char *name, int64_t at, const void *data, size_t length) {
  char head[21];
  uint32_t thread = syscall(SYS_gettid), name_length = strlen(name), data_length = length;
  head[0] = kind;
  memcpy(head + 1, &thread, 4);
  memcpy(head + 5, &at, 8);
  memcpy(head + 13, &name_length, 4);
  memcpy(head + 17, &data_length, 4);
  struct iovec parts[] = {{head, sizeof head}, {(void *)name, name_length}, {(void *)data, length}};
  pthread_mutex_lock(&mutex);
  if (syscall(SYS_writev, journal, parts, 3) != (long)(sizeof head + name_length + length)) abort();
  pthread_mutex_unlock(&mutex);
}

static int open_noted(const char *path, int flags, mode_t mode) {
  const char *name = name_of(path);
  int is_new = name && (flags & O_CREAT) && syscall(SYS_faccessat, AT_FDCWD, path, F_OK) != 0;
  int fd = syscall(SYS_openat, AT_FDCWD, path, flags, mode);
  if (fd >= 0 && fd < MAX_FD && name) {
    if (is_new) note('c', name, 0, "", 0);
    names[fd] = strdup(name);
  }
  return fd;
}

int open(const char *path, int flags, ...) {
  va_list rest;
  va_start(rest, flags);
  mode_t mode = flags & O_CREAT ? va_arg(rest, int) : 0;
  va_end(rest);
  return open_noted(path, flags, mode);
}

int open64(const char *path, int flags, ...) {
  va_list rest;
  va_start(rest, flags);
  mode_t mode = flags & O_CREAT ? va_arg(rest, int) : 0;
  va_end(rest);
  return open_noted(path, flags, mode);
}

int close(int fd) {
  if (name_at(fd)) {
    free(names[fd]);
    names[fd] = NULL;
  }
  return syscall(SYS_close, fd);
}

ssize_t pwrite64(int fd, const void *data, size_t length, off64_t at) {
  ssize_t done = syscall(SYS_pwrite64, fd, data, length, at);
  if (done > 0 && name_at(fd)) note('w', name_at(fd), at, data, done);
  return done;
}

/* Noted before it is passed on: who is told of a write can not act on it earlier than we know of it. */
ssize_t write(int fd, const void *data, size_t length) {
  if (fd == STDOUT_FILENO && journal >= 0) note('s', "", 0, data, length);
  return syscall(SYS_write, fd, data, length);
}

int ftruncate64(int fd, off64_t size) {
  int failed = syscall(SYS_ftruncate, fd, size);
  if (!failed && name_at(fd)) note('t', name_at(fd), size, "", 0);
  return failed;
}

static int flush_noted(long call, int fd) {
  if (name_at(fd)) note('b', name_at(fd), 0, "", 0);
  int failed = syscall(call, fd);
  if (!failed && name_at(fd)) note('f', name_at(fd), 0, "", 0);
  return failed;
}

int fsync(int fd) { return flush_noted(SYS_fsync, fd); }
int fdatasync(int fd) { return flush_noted(SYS_fdatasync, fd); }

int unlink(const char *path) {
  int failed = syscall(SYS_unlinkat, AT_FDCWD, path, 0);
  if (!failed && name_of(path)) note('u', name_of(path), 0, "", 0);
  return failed;
}

int mkdir(const char *path, mode_t mode) {
  int failed = syscall(SYS_mkdirat, AT_FDCWD, path, mode);
  if (!failed && name_of(path)) note('c', name_of(path), 0, "", 0);
  return failed;
}
