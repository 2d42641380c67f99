# curses draws: text of all kinds, lines, windows in windows, pads, scrolling, copies.
import screen_terminal

CHILD = r'''
import curses, tempfile
def main(screen):
    def show(name):
        screen.addstr(11, 0, name)
        screen.refresh()
        screen.getch()
    screen.addstr(0, 0, "Wörld € 日本", curses.A_BOLD | curses.color_pair(1))
    screen.addstr(1, 2, b"bytes", curses.A_UNDERLINE)
    screen.addch(2, 0, "é")
    screen.addch(65)
    screen.addch(b"b", curses.A_REVERSE)
    screen.addch(2, 5, curses.ACS_HLINE)
    screen.addnstr(3, 0, "abcdef", 3)
    screen.insstr(3, 0, "XY")
    screen.insch(3, 0, "Q")
    screen.insnstr(3, 2, "éèà", 2)
    screen.hline(4, 0, curses.ACS_HLINE, 8)
    screen.vline(5, 2, "|", 2)
    window = curses.newwin(4, 12, 1, 20)
    window.box()
    window.addstr(1, 1, "boxed", curses.A_DIM)
    inner = window.derwin(1, 4, 2, 2)
    inner.addstr("in")
    report(inner.getparyx(), inner.getbegyx(), inner.getmaxyx(), inner.getyx())
    screen.noutrefresh()
    window.noutrefresh()
    curses.doupdate()
    show("first")
    pad = curses.newpad(30, 30)
    for number in range(29):
        pad.addstr(number, 0, f"pad line {number}")
    pad.refresh(10, 4, 6, 20, 8, 38)
    screen.move(0, 0)
    screen.delch()
    screen.move(1, 4)
    screen.clrtoeol()
    screen.chgat(0, 0, 3, curses.A_BLINK)
    show("second")
    screen.scrollok(True)
    screen.setscrreg(2, 9)
    screen.scroll()
    screen.scroll(1)
    small = curses.newwin(1, 9, 0, 0)
    small.addstr("o r")
    small.overlay(screen)
    small.overwrite(screen, 0, 0, 1, 30, 1, 33)
    border = curses.newwin(3, 5, 4, 30)
    border.border("a", "b", "c", "d", "1", "2", "3", "4")
    with tempfile.TemporaryFile() as file:
        border.putwin(file)
        file.seek(0)
        copy = curses.getwin(file)
    copy.mvwin(7, 30)
    screen.noutrefresh()
    border.noutrefresh()
    copy.refresh()
    show("third")
    report(screen.inch(0, 0) & curses.A_CHARTEXT, screen.instr(0, 0, 5), window.enclose(2, 21))
    report(window.getbkgd(), window.is_wintouched(), window.is_linetouched(1))
    window.bkgd("x", curses.A_BOLD)
    report(window.getbkgd() == ord("x") | curses.A_BOLD, window.is_wintouched())
    window.resize(2, 5)
    report(window.getmaxyx(), pad.subpad(3, 4, 0, 0).getmaxyx())
    screen.clear()
    show("last")
    return "returned"
report(curses.wrapper(main), curses.isendwin())
'''

if screen_terminal.described():
    screen_terminal.run(
        CHILD,
        *[(name, action) for name in ("first", "second", "third", "last")
          for action in (print, b".")],
    )
#--- lazy
#|  0 Wörld € 日本
#|  1   bytes             ┌──────────┐
#|  2 éAb  ─              │boxed     │
#|  3 QXéèYabc            │ in       │
#|  4 ────────            └──────────┘
#|  5   |
#|  6   |
#| 11 first
#|  0 örld € 日本
#|  1   by
#|  2 éAb  ─              │boxed     │
#|  3 QXéèYabc            │ in       │
#|  4 ────────            └──────────┘
#|  5   |
#|  6   |                 line 10
#|  7                     line 11
#|  8                     line 12
#| 11 second
#|  0 orrd € 日本
#|  1   by                          o r
#|  2 ────────
#|  3   |
#|  4   |                           1ccc2
#|  5                               a   b
#|  6                               3ddd4
#|  7                               1ccc2
#|  8                               a   b
#|  9                               3ddd4
#| 11 thirdd
#| 11 last
#| (2, 2) (3, 22) (1, 4) (0, 2)
#| 111 b'orrd ' True
#| 0 False False
#| True True
#| (2, 5) (3, 4)
#| returned True
#--- eager
#|  0 Wörld € 日本
#|  1   bytes             ┌──────────┐
#|  2 éAb  ─              │boxed     │
#|  3 QXéèYabc            │ in       │
#|  4 ────────            └──────────┘
#|  5   |
#|  6   |
#| 11 first
#|  0 örld € 日本
#|  1   by
#|  2 éAb  ─              │boxed     │
#|  3 QXéèYabc            │ in       │
#|  4 ────────            └──────────┘
#|  5   |
#|  6   |                 line 10
#|  7                     line 11
#|  8                     line 12
#| 11 second
#|  0 orrd € 日本
#|  1   by                          o r
#|  2 ────────
#|  3   |
#|  4   |                           1ccc2
#|  5                               a   b
#|  6                               3ddd4
#|  7                               1ccc2
#|  8                               a   b
#|  9                               3ddd4
#| 11 thirdd
#| 11 last
#| (2, 2) (3, 22) (1, 4) (0, 2)
#| 111 b'orrd ' True
#| 0 False False
#| True True
#| (2, 5) (3, 4)
#| returned True
