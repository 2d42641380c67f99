# curses reads keys, lines and the mouse; Ctrl-C, a new size and other threads come through.
import screen_terminal

CHILD = r'''
import curses, gc, subprocess, threading, time
def main(screen):
    def ask(prompt, read, *arguments):
        screen.addstr(11, 0, prompt + "? ")
        screen.refresh()
        try:
            report(prompt, repr(read(*arguments)))
        except (curses.error, KeyboardInterrupt) as problem:
            report(prompt, repr(problem))
    ask("plain", screen.getch)
    ask("up", screen.getch)
    ask("f1", screen.getkey)
    ask("euro", screen.get_wch)
    ask("left", screen.get_wch)
    curses.ungetch("u")
    report(screen.getkey())
    curses.unget_wch("ß")
    report(screen.get_wch())
    screen.timeout(30)
    ask("timeout", screen.getkey)
    screen.nodelay(True)
    ask("no delay", screen.getch)
    screen.nodelay(False)
    report(curses.mousemask(curses.ALL_MOUSE_EVENTS)[0] == curses.ALL_MOUSE_EVENTS)
    ask("mouse", screen.getch)
    number, x, y, z, what = curses.getmouse()
    report(number, x, y, z, what == curses.BUTTON1_PRESSED)
    ask("interrupt", screen.getch)
    curses.flushinp()
    ask("size", screen.getkey)
    report(screen.getmaxyx(), (curses.LINES, curses.COLS))
    curses.update_lines_cols()
    report(screen.getmaxyx(), (curses.LINES, curses.COLS))
    curses.resizeterm(12, 40)
    ask("told", screen.getkey)
    curses.echo()
    ask("line", screen.getstr, 5, 5)
    ask("short line", screen.getstr, 6, 5, 2)
    curses.noecho()
    stop = threading.Event()
    def work():
        while not stop.wait(0.01):
            screen.addstr(1, 1, "working")
        gc.collect()
        subprocess.run(["true"])
        report("worked")
        screen.addstr(2, 1, "WORKED")
        screen.refresh()
    thread = threading.Thread(target=work)
    thread.start()
    ask("in threads", screen.getkey)
    ask("interrupt in threads", screen.getch)
    curses.flushinp()
    stop.set()
    ask("after work", screen.getkey)
    thread.join()
    screen.move(11, 0)
    curses.halfdelay(1)
    report(screen.getch())
    curses.cbreak()
    for name in ("erasechar", "killchar", "termname", "longname"):
        report(name, getattr(curses, name)())
    report(curses.keyname(curses.KEY_HOME), curses.unctrl(1), curses.has_key(curses.KEY_UP))
curses.wrapper(main)
'''

if screen_terminal.described():
    screen_terminal.run(
        CHILD,
        ("plain?", b"a"),
        ("up?", b"\x1bOA"),
        ("f1?", b"\x1bOP"),
        ("euro?", "€".encode()),
        ("left?", b"\x1bOD"),
        ("mouse?", b"\x1b[<0;5;6M"),
        ("interrupt?", b"\x03"),
        ("size?", (20, 50)),
        ("line?", b"typet\x7fd\n"),
        ("short line?", b"long\n"),
        ("in threads?", b"\x1bOH"),
        ("interrupt in threads?", b"\x03"),
        ("WORKED", b"k"),
    )
#--- lazy
#| plain 97
#| up 259
#| f1 'KEY_F(1)'
#| euro '€'
#| left 260
#| u
#| ß
#| timeout error('no input')
#| no delay -1
#| True
#| mouse 409
#| 0 4 5 0 True
#| interrupt KeyboardInterrupt()
#| size 'KEY_RESIZE'
#| (20, 50) (12, 40)
#| (20, 50) (20, 50)
#| told 'KEY_RESIZE'
#| line b'typed'
#| short line b'lo'
#| in threads 'KEY_HOME'
#| interrupt in threads KeyboardInterrupt()
#| worked
#| after work 'k'
#| -1
#| erasechar b'\x7f'
#| killchar b'\x15'
#| termname b'xterm-256color'
#| longname b'xterm with 256 colors'
#| b'KEY_HOME' b'^A' True
#--- eager
#| plain 97
#| up 259
#| f1 'KEY_F(1)'
#| euro '€'
#| left 260
#| u
#| ß
#| timeout error('no input')
#| no delay -1
#| True
#| mouse 409
#| 0 4 5 0 True
#| interrupt KeyboardInterrupt()
#| size 'KEY_RESIZE'
#| (20, 50) (12, 40)
#| (20, 50) (20, 50)
#| told 'KEY_RESIZE'
#| line b'typed'
#| short line b'lo'
#| in threads 'KEY_HOME'
#| interrupt in threads KeyboardInterrupt()
#| worked
#| after work 'k'
#| -1
#| erasechar b'\x7f'
#| killchar b'\x15'
#| termname b'xterm-256color'
#| longname b'xterm with 256 colors'
#| b'KEY_HOME' b'^A' True
