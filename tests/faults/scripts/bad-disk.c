// A disk that fails as it is told: loaded before a process (LD_PRELOAD), it stands between that process and what it
// changes below one folder. PAT_TEST_DISK names a file that both sides have mapped; see tests/faults/bad-disk.ts.
#define _GNU_SOURCE
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <sys/types.h>
#include <sys/uio.h>
#include <unistd.h>

struct control {
  int64_t calls;      // changes seen so far
  int64_t from, to;   // calls that fail: from <= n < to
  int64_t error;      // with this errno
  int64_t applied;    // 1: a rename that fails was carried out all the same
  int64_t delay_us;   // what an fsync takes longer
  char below[1024];   // only paths that hold this
  char kinds[4096];   // a letter for each call
};
static struct control *control;

__attribute__((constructor)) static void start(void) {
  const char *name = getenv("PAT_TEST_DISK");
  int fd = name ? open(name, O_RDWR) : -1;
  if (fd < 0) return;
  void *at = mmap(NULL, sizeof(struct control), PROT_READ | PROT_WRITE, MAP_SHARED, fd, 0);
  close(fd);
  if (at != MAP_FAILED) control = at;
}

// Whether this change is to fail; it is counted either way.
static int fails(char kind, const char *path) {
  if (!control || !control->below[0] || !path || !strstr(path, control->below)) return 0;
  int64_t n = __atomic_fetch_add(&control->calls, 1, __ATOMIC_SEQ_CST);
  if (n < (int64_t)sizeof control->kinds) control->kinds[n] = kind;
  if (n < control->from || n >= control->to) return 0;
  errno = (int)control->error;
  return 1;
}

static const char *path_of(int fd, char *to) {
  char link[64];
  snprintf(link, sizeof link, "/proc/self/fd/%d", fd);
  ssize_t n = readlink(link, to, PATH_MAX - 1);
  if (n < 0) return NULL;
  to[n] = 0;
  return to;
}
static int fd_fails(char kind, int fd) {
  char path[PATH_MAX];
  if (!control || fd <= 2) return 0;
  return fails(kind, path_of(fd, path));
}

#define REAL(name) static __typeof__(&name) real; if (!real) real = (__typeof__(&name))dlsym(RTLD_NEXT, #name)

#define OPEN(name)                                                   \
  int name(const char *path, int flags, ...) {                       \
    REAL(name);                                                      \
    va_list more; va_start(more, flags);                             \
    mode_t mode = va_arg(more, mode_t); va_end(more);                \
    if ((flags & (O_CREAT | O_TRUNC)) && fails('o', path)) return -1; \
    return real(path, flags, mode);                                  \
  }
OPEN(open)
OPEN(open64)

// A full disk takes a part first.
ssize_t write(int fd, const void *bytes, size_t n) {
  REAL(write);
  if (!fd_fails('w', fd)) return real(fd, bytes, n);
  int error = errno;
  if (n > 1) real(fd, bytes, n / 2);
  errno = error;
  return -1;
}
ssize_t pwrite64(int fd, const void *bytes, size_t n, off64_t at) {
  REAL(pwrite64);
  if (!fd_fails('w', fd)) return real(fd, bytes, n, at);
  int error = errno;
  if (n > 1) real(fd, bytes, n / 2, at);
  errno = error;
  return -1;
}
ssize_t writev(int fd, const struct iovec *parts, int n) {
  REAL(writev);
  return fd_fails('w', fd) ? -1 : real(fd, parts, n);
}

static int is_folder(int fd) {
  struct stat s;
  return fstat(fd, &s) == 0 && S_ISDIR(s.st_mode);
}
int fsync(int fd) {
  REAL(fsync);
  if (fd_fails(is_folder(fd) ? 'F' : 'f', fd)) return -1;
  if (control && control->delay_us) usleep((useconds_t)control->delay_us);
  return real(fd);
}
int fdatasync(int fd) {
  REAL(fdatasync);
  return fd_fails('f', fd) ? -1 : real(fd);
}
int rename(const char *from, const char *to) {
  REAL(rename);
  if (!fails('r', to)) return real(from, to);
  int error = errno;
  if (control->applied) real(from, to);
  errno = error;
  return -1;
}
int link(const char *from, const char *to) {
  REAL(link);
  return fails('l', to) ? -1 : real(from, to);
}
int mkdir(const char *path, mode_t mode) {
  REAL(mkdir);
  return fails('m', path) ? -1 : real(path, mode);
}
int chmod(const char *path, mode_t mode) {
  REAL(chmod);
  return fails('c', path) ? -1 : real(path, mode);
}
int chown(const char *path, uid_t user, gid_t group) {
  REAL(chown);
  return fails('c', path) ? -1 : real(path, user, group);
}
int unlink(const char *path) {
  REAL(unlink);
  return fails('u', path) ? -1 : real(path);
}
