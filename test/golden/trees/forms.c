#include <stdio.h>
#include "forms.h"
#define MAX(a, b) ((a) > (b) ? (a) : (b))
#if defined(DEBUG) && DEBUG > 1
# define LOG(...) fprintf(stderr, __VA_ARGS__)
#else
# define LOG(...)
#endif

typedef struct node { struct node *next; union { int number; float real; } value; unsigned flags : 3; } node_t;
enum color { RED = 1, GREEN = RED << 2, BLUE };
static const char *names[] = { [RED] = "red\t" "more", [GREEN] = L"wide", };
extern int (*handlers[4])(const node_t *restrict, size_t);

static inline int walk(node_t *list, int (*visit)(node_t *)) {
  register int count = 0;
  for (node_t *at = list; at != NULL; at = at->next) {
    switch (visit(at)) { case 0: continue; case 'a' ... 'z': goto done; default: count += (int)sizeof(node_t); }
  }
  do { count--; } while (count > 0xFFul && !(count & ~1));
done:
  LOG("%d\n", count);
  return count ? (node_t){ .flags = 1 }.flags : MAX(1, 2.5e-3f);
}

int broken(int a, { return
