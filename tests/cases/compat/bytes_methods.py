# Bytes have no characters, whatever they look like in UTF-8 or Latin-1.
from urllib.parse import quote

print(quote("\u0161"), quote("\u3134"), quote("/\u0161/"))
text = "\u0161\u0161".encode()
for kind in (bytes, bytearray):
    s = kind(text)
    print(s.strip(b"ab"), s.strip(b"\xc5"), s.lstrip(b"\xc5"), s.lstrip(b"\xa1"))
    print(s.rstrip(b"\xa1"), s.rstrip(b"\xc5"), s.strip(b"\xa1\xc5"), s.strip(b""))
    print(kind(b"\xe4\xff\xfe").strip(b"\xe4\xfe"), kind(b"xaxbx").strip(b"x"))
    spaces = kind("\u2003\x85 a \u3000\xa0".encode())
    print(spaces.strip(), spaces.lstrip(), spaces.rstrip())
    ascii = kind(b" \t\n\x0b\x0c\r a\x1c\x0b \r")
    print(ascii.strip(), ascii.lstrip(), ascii.rstrip(), kind(b" \x0b").strip(None))
    print(kind(b"").strip(), kind(b"").rstrip(b"a"), kind(b"aaa").lstrip(b"a"))
    for name in ("isalpha", "isalnum", "isdigit", "isspace"):
        print(name, bytes(c for c in range(256) if getattr(kind([c]), name)()))
    print(kind(b"").isalpha(), kind(b"ab\xe9").isalpha(), kind(b"1a").isalnum())
#--- lazy
#| %C5%A1 %E3%84%B4 /%C5%A1/
#| b'\xc5\xa1\xc5\xa1' b'\xa1\xc5\xa1' b'\xa1\xc5\xa1' b'\xc5\xa1\xc5\xa1'
#| b'\xc5\xa1\xc5' b'\xc5\xa1\xc5\xa1' b'' b'\xc5\xa1\xc5\xa1'
#| b'\xff' b'axb'
#| b'\xe2\x80\x83\xc2\x85 a \xe3\x80\x80\xc2\xa0' b'\xe2\x80\x83\xc2\x85 a \xe3\x80\x80\xc2\xa0' b'\xe2\x80\x83\xc2\x85 a \xe3\x80\x80\xc2\xa0'
#| b'a\x1c' b'a\x1c\x0b \r' b' \t\n\x0b\x0c\r a\x1c' b''
#| b'' b'' b''
#| isalpha b'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz'
#| isalnum b'0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz'
#| isdigit b'0123456789'
#| isspace b'\t\n\x0b\x0c\r '
#| False False True
#| bytearray(b'\xc5\xa1\xc5\xa1') bytearray(b'\xa1\xc5\xa1') bytearray(b'\xa1\xc5\xa1') bytearray(b'\xc5\xa1\xc5\xa1')
#| bytearray(b'\xc5\xa1\xc5') bytearray(b'\xc5\xa1\xc5\xa1') bytearray(b'') bytearray(b'\xc5\xa1\xc5\xa1')
#| bytearray(b'\xff') bytearray(b'axb')
#| bytearray(b'\xe2\x80\x83\xc2\x85 a \xe3\x80\x80\xc2\xa0') bytearray(b'\xe2\x80\x83\xc2\x85 a \xe3\x80\x80\xc2\xa0') bytearray(b'\xe2\x80\x83\xc2\x85 a \xe3\x80\x80\xc2\xa0')
#| bytearray(b'a\x1c') bytearray(b'a\x1c\x0b \r') bytearray(b' \t\n\x0b\x0c\r a\x1c') bytearray(b'')
#| bytearray(b'') bytearray(b'') bytearray(b'')
#| isalpha b'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz'
#| isalnum b'0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz'
#| isdigit b'0123456789'
#| isspace b'\t\n\x0b\x0c\r '
#| False False True
#--- eager
#| %C5%A1 %E3%84%B4 /%C5%A1/
#| b'\xc5\xa1\xc5\xa1' b'\xa1\xc5\xa1' b'\xa1\xc5\xa1' b'\xc5\xa1\xc5\xa1'
#| b'\xc5\xa1\xc5' b'\xc5\xa1\xc5\xa1' b'' b'\xc5\xa1\xc5\xa1'
#| b'\xff' b'axb'
#| b'\xe2\x80\x83\xc2\x85 a \xe3\x80\x80\xc2\xa0' b'\xe2\x80\x83\xc2\x85 a \xe3\x80\x80\xc2\xa0' b'\xe2\x80\x83\xc2\x85 a \xe3\x80\x80\xc2\xa0'
#| b'a\x1c' b'a\x1c\x0b \r' b' \t\n\x0b\x0c\r a\x1c' b''
#| b'' b'' b''
#| isalpha b'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz'
#| isalnum b'0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz'
#| isdigit b'0123456789'
#| isspace b'\t\n\x0b\x0c\r '
#| False False True
#| bytearray(b'\xc5\xa1\xc5\xa1') bytearray(b'\xa1\xc5\xa1') bytearray(b'\xa1\xc5\xa1') bytearray(b'\xc5\xa1\xc5\xa1')
#| bytearray(b'\xc5\xa1\xc5') bytearray(b'\xc5\xa1\xc5\xa1') bytearray(b'') bytearray(b'\xc5\xa1\xc5\xa1')
#| bytearray(b'\xff') bytearray(b'axb')
#| bytearray(b'\xe2\x80\x83\xc2\x85 a \xe3\x80\x80\xc2\xa0') bytearray(b'\xe2\x80\x83\xc2\x85 a \xe3\x80\x80\xc2\xa0') bytearray(b'\xe2\x80\x83\xc2\x85 a \xe3\x80\x80\xc2\xa0')
#| bytearray(b'a\x1c') bytearray(b'a\x1c\x0b \r') bytearray(b' \t\n\x0b\x0c\r a\x1c') bytearray(b'')
#| bytearray(b'') bytearray(b'') bytearray(b'')
#| isalpha b'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz'
#| isalnum b'0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz'
#| isdigit b'0123456789'
#| isspace b'\t\n\x0b\x0c\r '
#| False False True
