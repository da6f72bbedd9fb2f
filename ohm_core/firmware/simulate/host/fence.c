// Starts a sketch behind a fence: limited memory and processor time, and no system calls but those that compute and talk over
// the pipes it was given. No files, no network, no other processes. Linux only (seccomp, kernel documentation
// userspace-api/seccomp_filter).
//
// fence MEGABYTES SECONDS PROGRAM
#define _GNU_SOURCE
#include <errno.h>
#include <linux/audit.h>
#include <linux/filter.h>
#include <linux/seccomp.h>
#include <stddef.h>
#include <stdlib.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/syscall.h>
#include <unistd.h>

#if defined(__x86_64__)
#define ARCHITECTURE AUDIT_ARCH_X86_64
#elif defined(__aarch64__)
#define ARCHITECTURE AUDIT_ARCH_AARCH64
#else
#error "no fence for this processor"
#endif

#define ALLOW(call) BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, __NR_##call, 0, 1), BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_ALLOW)

static struct sock_filter rules[] = {
    BPF_STMT(BPF_LD | BPF_W | BPF_ABS, offsetof(struct seccomp_data, arch)),
    BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, ARCHITECTURE, 1, 0),
    BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_KILL_PROCESS),
    BPF_STMT(BPF_LD | BPF_W | BPF_ABS, offsetof(struct seccomp_data, nr)),
    ALLOW(read), ALLOW(write), ALLOW(writev), ALLOW(close), ALLOW(exit), ALLOW(exit_group), ALLOW(brk), ALLOW(mmap), ALLOW(munmap),
    ALLOW(mremap), ALLOW(mprotect), ALLOW(madvise), ALLOW(futex), ALLOW(rt_sigaction), ALLOW(rt_sigprocmask), ALLOW(rt_sigreturn),
    ALLOW(sigaltstack), ALLOW(set_tid_address), ALLOW(set_robust_list), ALLOW(getrandom), ALLOW(uname), ALLOW(setitimer), ALLOW(execve),
#ifdef __NR_rseq
    ALLOW(rseq),
#endif
#ifdef __NR_arch_prctl
    ALLOW(arch_prctl),
#endif
    BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_ERRNO | EPERM),
};

static void limit(int what, rlim_t most) {
  struct rlimit both = {most, most};
  if (setrlimit(what, &both) != 0) _exit(96);
}

int main(int count, char **words) {
  if (count != 4) return 95;
  limit(RLIMIT_AS, (rlim_t)atol(words[1]) << 20);
  limit(RLIMIT_CPU, (rlim_t)atol(words[2]));
  limit(RLIMIT_CORE, 0);
  limit(RLIMIT_FSIZE, 0);
  limit(RLIMIT_NOFILE, 3);
  struct sock_fprog program = {sizeof rules / sizeof rules[0], rules};
  if (prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) != 0 || prctl(PR_SET_SECCOMP, SECCOMP_MODE_FILTER, &program) != 0) return 97;
  char *arguments[] = {words[3], NULL}, *nothing[] = {NULL};
  execve(words[3], arguments, nothing);
  return 98;
}
