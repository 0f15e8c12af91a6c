#include <curses.h>

int main(void) {
    initscr();
    getch();
    return endwin();
}
