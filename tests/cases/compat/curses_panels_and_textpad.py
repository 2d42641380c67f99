# curses.panel piles windows, curses.textpad edits text.
import screen_terminal

CHILD = r'''
import curses, curses.panel, curses.textpad
def pile(screen):
    def show(name):
        curses.panel.update_panels()
        screen.addstr(11, 0, name)
        screen.refresh()
        curses.doupdate()
        screen.getch()
    def new(y, x, letter):
        window = curses.newwin(3, 10, y, x)
        window.box()
        window.addstr(1, 1, letter * 8)
        return curses.panel.new_panel(window)
    a, b, c = new(0, 0, "a"), new(1, 5, "b"), new(2, 10, "c")
    report(a.above() is b, b.below() is a, a.below(), c.above())
    report(curses.panel.top_panel() is c, curses.panel.bottom_panel() is a)
    a.set_userptr(["of a"])
    report(a.userptr(), a.hidden(), a.window().getbegyx())
    try:
        b.userptr()
    except curses.panel.error as problem:
        report(problem)
    show("pile1")
    a.top()
    b.move(5, 5)
    c.hide()
    report(c.hidden(), curses.panel.top_panel() is a)
    show("pile2")
    c.show()
    a.bottom()
    b.replace(curses.newwin(1, 3, 9, 0))
    b.window().addstr("bb")
    show("pile3")
    for gone in (a, b, c):
        gone.hide()

def edit(screen):
    screen.erase()
    curses.textpad.rectangle(screen, 1, 2, 5, 15)
    screen.addstr(11, 0, "box")
    screen.refresh()
    window = curses.newwin(3, 12, 2, 3)
    box = curses.textpad.Textbox(window)
    report(repr(box.edit()))
    screen.addstr(11, 0, "insert")
    screen.refresh()
    window.move(0, 0)
    box = curses.textpad.Textbox(window, insert_mode=True)
    box.stripspaces = False
    report(repr(box.edit(lambda key: curses.ascii.BEL if key == ord("!") else key)))
    screen.addstr(11, 0, "line")
    screen.refresh()
    report(repr(curses.textpad.Textbox(curses.newwin(1, 8, 7, 0)).edit()))

def main(screen):
    pile(screen)
    edit(screen)
curses.wrapper(main)
'''

if screen_terminal.described():
    screen_terminal.run(
        CHILD,
        *[(name, action) for name in ("pile1", "pile2", "pile3") for action in (print, b".")],
        ("box", print),
        ("box", b"hello there\x01J\x05!\nsecond\x02\x02\x04\x0b\nx\x08third\x07"),
        ("insert", print),
        ("insert", b"new \x06\x02\x04!"),
        ("line", b"words\n"),
    )
#--- lazy
#|  0 ┌────────┐
#|  1 │aaaa┌────────┐
#|  2 └────│bbbb┌────────┐
#|  3      └────│cccccccc│
#|  4           └────────┘
#| 11 pile1
#|  0 ┌────────┐
#|  1 │aaaaaaaa│
#|  2 └────────┘
#|  5      ┌────────┐
#|  6      │bbbbbbbb│
#|  7      └────────┘
#| 11 pile2
#|  0 ┌────────┐
#|  1 │aaaaaaaa│
#|  2 └────────┘┌────────┐
#|  3           │cccccccc│
#|  4           └────────┘
#|  9 bb
#| 11 pile3
#|  1   ┌────────────┐
#|  2   │            │
#|  3   │            │
#|  4   │            │
#|  5   └────────────┘
#| 11 box
#|  1   ┌────────────┐
#|  2   │Jello there!│
#|  3   │            │
#|  4   │secothird   │
#|  5   └────────────┘
#| 11 insert
#| True True None None
#| True True
#| ['of a'] False (0, 0)
#| no userptr set
#| True True
#| 'Jello there!\nsecothird \n'
#| 'new ello th \nere!        \n    secothi \n'
#| 'words '
#--- eager
#|  0 ┌────────┐
#|  1 │aaaa┌────────┐
#|  2 └────│bbbb┌────────┐
#|  3      └────│cccccccc│
#|  4           └────────┘
#| 11 pile1
#|  0 ┌────────┐
#|  1 │aaaaaaaa│
#|  2 └────────┘
#|  5      ┌────────┐
#|  6      │bbbbbbbb│
#|  7      └────────┘
#| 11 pile2
#|  0 ┌────────┐
#|  1 │aaaaaaaa│
#|  2 └────────┘┌────────┐
#|  3           │cccccccc│
#|  4           └────────┘
#|  9 bb
#| 11 pile3
#|  1   ┌────────────┐
#|  2   │            │
#|  3   │            │
#|  4   │            │
#|  5   └────────────┘
#| 11 box
#|  1   ┌────────────┐
#|  2   │Jello there!│
#|  3   │            │
#|  4   │secothird   │
#|  5   └────────────┘
#| 11 insert
#| True True None None
#| True True
#| ['of a'] False (0, 0)
#| no userptr set
#| True True
#| 'Jello there!\nsecothird \n'
#| 'new ello th \nere!        \n    secothi \n'
#| 'words '
