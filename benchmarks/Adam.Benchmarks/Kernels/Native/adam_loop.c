/* The loop a C programmer writes, left to the compiler: gcc -O3 -march=native -ffast-math. */
#include <math.h>
#include <stddef.h>

struct arrays { float *p, *g, *m, *v, *h, *a; ptrdiff_t length, prefetch; };
struct numbers { float alpha, epsilon, c1, c2, decay, rate, limit, momentum, rest; };

void loop_plain(const struct arrays *s, const struct numbers *k)
{
    float *restrict p = s->p, *restrict m = s->m, *restrict v = s->v;
    const float *restrict g = s->g;
    const float alpha = k->alpha, epsilon = k->epsilon, c1 = k->c1, c2 = k->c2;
    for (ptrdiff_t i = 0; i < s->length; i++) {
        m[i] += (g[i] - m[i]) * c1;
        v[i] += (g[i] * g[i] - v[i]) * c2;
        p[i] -= m[i] * alpha / (sqrtf(v[i]) + epsilon);
    }
}

void loop_all(const struct arrays *s, const struct numbers *k)
{
    float *restrict p = s->p, *restrict m = s->m, *restrict v = s->v, *restrict h = s->h, *restrict a = s->a;
    const float *restrict g = s->g;
    const struct numbers n = *k;
    for (ptrdiff_t i = 0; i < s->length; i++) {
        float clipped = fmaxf(fminf(g[i], n.limit), -n.limit);
        p[i] -= p[i] * n.decay * n.rate;
        m[i] += (clipped - m[i]) * n.c1;
        v[i] += (clipped * clipped - v[i]) * n.c2;
        h[i] = fmaxf(h[i], v[i]);
        p[i] -= m[i] * n.alpha / (sqrtf(h[i]) + n.epsilon);
        a[i] = n.momentum * a[i] + n.rest * p[i];
    }
}
