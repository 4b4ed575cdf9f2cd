/* The best order by hand, as BestOrder512.cs and BestOrder256.cs have it: gcc -O3 -march=native -ffp-contract=off. */
#include <immintrin.h>
#include <math.h>
#include <stddef.h>

struct arrays { float *p, *g, *m, *v, *h, *a; ptrdiff_t length, prefetch; };
struct numbers { float alpha, epsilon, c1, c2, decay, rate, limit, momentum, rest; };

static void rest_plain(const struct arrays *s, const struct numbers *k, ptrdiff_t i)
{
    for (; i < s->length; i++) {
        float g = s->g[i];
        float m = s->m[i] + (g - s->m[i]) * k->c1;
        float v = s->v[i] + (g * g - s->v[i]) * k->c2;
        s->p[i] -= m * k->alpha / (sqrtf(v) + k->epsilon);
        s->m[i] = m;
        s->v[i] = v;
    }
}

static void fetch(const float *g, const float *m, const float *v, const float *p)
{
    _mm_prefetch((const char *)g, _MM_HINT_T0);
    _mm_prefetch((const char *)m, _MM_HINT_T0);
    _mm_prefetch((const char *)v, _MM_HINT_T0);
    _mm_prefetch((const char *)p, _MM_HINT_T0);
}

#ifdef __AVX512F__
void vectors512_plain(const struct arrays *s, const struct numbers *k)
{
    float *p = s->p, *g = s->g, *m = s->m, *v = s->v;
    const __m512 alpha = _mm512_set1_ps(k->alpha), epsilon = _mm512_set1_ps(k->epsilon);
    const __m512 c1 = _mm512_set1_ps(k->c1), c2 = _mm512_set1_ps(k->c2);
    ptrdiff_t i = 0;
    for (; i <= s->length - 64; i += 64) {
        __m512 gs[4], ms[4], vs[4], ps[4];
        if (s->prefetch)
            for (ptrdiff_t j = i + 256; j < i + 320; j += 16)
                fetch(g + j, m + j, v + j, p + j);
#pragma GCC unroll 4
        for (int u = 0; u < 4; u++) {
            gs[u] = _mm512_loadu_ps(g + i + 16 * u);
            ms[u] = _mm512_loadu_ps(m + i + 16 * u);
            vs[u] = _mm512_loadu_ps(v + i + 16 * u);
            ps[u] = _mm512_loadu_ps(p + i + 16 * u);
        }
#pragma GCC unroll 4
        for (int u = 0; u < 4; u++) {
            ms[u] = _mm512_add_ps(ms[u], _mm512_mul_ps(_mm512_sub_ps(gs[u], ms[u]), c1));
            vs[u] = _mm512_add_ps(vs[u], _mm512_mul_ps(_mm512_sub_ps(_mm512_mul_ps(gs[u], gs[u]), vs[u]), c2));
            ps[u] = _mm512_sub_ps(ps[u], _mm512_div_ps(_mm512_mul_ps(ms[u], alpha), _mm512_add_ps(_mm512_sqrt_ps(vs[u]), epsilon)));
        }
#pragma GCC unroll 4
        for (int u = 0; u < 4; u++) {
            _mm512_storeu_ps(m + i + 16 * u, ms[u]);
            _mm512_storeu_ps(v + i + 16 * u, vs[u]);
            _mm512_storeu_ps(p + i + 16 * u, ps[u]);
        }
    }
    rest_plain(s, k, i);
}
#endif

#ifdef __AVX2__
void vectors256_plain(const struct arrays *s, const struct numbers *k)
{
    float *p = s->p, *g = s->g, *m = s->m, *v = s->v;
    const __m256 alpha = _mm256_set1_ps(k->alpha), epsilon = _mm256_set1_ps(k->epsilon);
    const __m256 c1 = _mm256_set1_ps(k->c1), c2 = _mm256_set1_ps(k->c2);
    ptrdiff_t i = 0;
    for (; i <= s->length - 16; i += 16) {
        __m256 gs[2], ms[2], vs[2], ps[2];
        if (s->prefetch)
            fetch(g + i + 256, m + i + 256, v + i + 256, p + i + 256);
#pragma GCC unroll 2
        for (int u = 0; u < 2; u++) {
            gs[u] = _mm256_loadu_ps(g + i + 8 * u);
            ms[u] = _mm256_loadu_ps(m + i + 8 * u);
            vs[u] = _mm256_loadu_ps(v + i + 8 * u);
            ps[u] = _mm256_loadu_ps(p + i + 8 * u);
        }
#pragma GCC unroll 2
        for (int u = 0; u < 2; u++) {
            ms[u] = _mm256_add_ps(ms[u], _mm256_mul_ps(_mm256_sub_ps(gs[u], ms[u]), c1));
            vs[u] = _mm256_add_ps(vs[u], _mm256_mul_ps(_mm256_sub_ps(_mm256_mul_ps(gs[u], gs[u]), vs[u]), c2));
            ps[u] = _mm256_sub_ps(ps[u], _mm256_div_ps(_mm256_mul_ps(ms[u], alpha), _mm256_add_ps(_mm256_sqrt_ps(vs[u]), epsilon)));
        }
#pragma GCC unroll 2
        for (int u = 0; u < 2; u++) {
            _mm256_storeu_ps(m + i + 8 * u, ms[u]);
            _mm256_storeu_ps(v + i + 8 * u, vs[u]);
            _mm256_storeu_ps(p + i + 8 * u, ps[u]);
        }
    }
    rest_plain(s, k, i);
}
#endif
