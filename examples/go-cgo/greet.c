#include "greet.h"

#include <stdio.h>
#include <stdlib.h>

char *greet(const char *name)
{
    const char *format = "hello from %s\n";
    int length = snprintf(NULL, 0, format, name);
    char *text = length < 0 ? NULL : malloc((size_t)length + 1);

    if (text)
        snprintf(text, (size_t)length + 1, format, name);
    return text;
}
