#include <stdio.h>

int main(void) {
    puts("meow");
    return 0;
}
