# compression.zstd, whose native half RustPython does not have.
import io
from compression import zstd
from compression.zstd import CompressionParameter, DecompressionParameter, Strategy

data = b"a line of text\n" * 5000
packed = zstd.compress(data)
print(len(packed) < 200, zstd.decompress(packed) == data)
print(zstd.decompress(packed + zstd.compress(b"more")) == data + b"more")
info = zstd.get_frame_info(packed)
print(info.decompressed_size, info.dictionary_id, zstd.get_frame_size(packed + b"x") == len(packed))
print(zstd.COMPRESSION_LEVEL_DEFAULT, len(zstd.zstd_version_info), zstd.ZstdError)

compressor = zstd.ZstdCompressor(options={CompressionParameter.checksum_flag: 1})
pieces = [compressor.compress(data[:1000]), compressor.compress(data[1000:]), compressor.flush()]
print(compressor.last_mode == compressor.FLUSH_FRAME, zstd.get_frame_info(b"".join(pieces)).decompressed_size)

decompressor = zstd.ZstdDecompressor()
out = decompressor.decompress(b"".join(pieces) + b"tail", max_length=100)
print(len(out), decompressor.eof, decompressor.needs_input, decompressor.unused_data)
out += decompressor.decompress(b"")
print(out == data, decompressor.eof, decompressor.needs_input, decompressor.unused_data)
try:
    decompressor.decompress(b"more")
except EOFError as error:
    print(error)

samples = [f"user {n} name {n * 7919} city {n % 13}".encode() for n in range(2000)]
trained = zstd.train_dict(samples, 4096)
print(0 < len(trained) <= 4096, trained.dict_id > 0, len(trained.dict_content) == len(trained))
final = zstd.finalize_dict(zstd.ZstdDict(b"user name city" * 9, is_raw=True), samples, 4096, 3)
for made in (trained, final):
    for use in (made, made.as_digested_dict, made.as_undigested_dict, made.as_prefix):
        small = zstd.compress(samples[5], zstd_dict=use)
        print(zstd.decompress(small, zstd_dict=use) == samples[5], end=";")
    print()
print(repr(zstd.ZstdDict(b"12345678", is_raw=True)))

buffer = io.BytesIO()
with zstd.open(buffer, "wt", level=19) as file:
    file.write("one\ntwo\n")
buffer.seek(0)
print(zstd.open(buffer, "rt").readlines())

print(CompressionParameter.window_log.bounds(), DecompressionParameter.window_log_max.bounds())
print(Strategy.fast.value, Strategy.btultra2.value, CompressionParameter.nb_workers.bounds()[1] > 0)
compressor = zstd.ZstdCompressor(level=1)
compressor.set_pledged_input_size(3)
print(zstd.get_frame_info(compressor.compress(b"abc") + compressor.flush()).decompressed_size)


def fails(function, *args, **kwargs):
    try:
        function(*args, **kwargs)
    except Exception as error:
        print(type(error).__name__, *error.args)


fails(zstd.ZstdCompressor, level=99)
fails(zstd.ZstdCompressor, level="3")
fails(zstd.ZstdCompressor, level=3, options={})
fails(zstd.ZstdCompressor, options={CompressionParameter.window_log: 99})
fails(zstd.ZstdCompressor, options={12345: 1})
fails(zstd.ZstdCompressor, options={DecompressionParameter.window_log_max: 20})
fails(zstd.ZstdCompressor, zstd_dict=b"12345678")
fails(zstd.ZstdDict, b"1234567")
fails(zstd.ZstdDict, b"12345678")
fails(zstd.decompress, b"nonsense nonsense")
fails(zstd.decompress, packed[:-1])
fails(zstd.get_frame_info, b"nonsense nonsense")
fails(zstd.ZstdCompressor().compress, b"", 5)
compressor = zstd.ZstdCompressor()
compressor.set_pledged_input_size(100)
compressor.compress(b"abc")
fails(compressor.flush)

import _zstd

# More than any machine has.
fails(_zstd.train_dict, b"x" * 100, (100,), 1 << 60)
fails(_zstd.finalize_dict, b"12345678", b"x" * 100, (100,), 1 << 60, 3)
#--- lazy
#| True True
#| True
#| 75000 0 True
#| 3 3 <class 'compression.zstd.ZstdError'>
#| True None
#| 100 False False b''
#| True True False b'tail'
#| Already at the end of a Zstandard frame.
#| True True True
#| True;True;True;True;
#| True;True;True;True;
#| <ZstdDict dict_id=0 dict_size=8>
#| ['one\n', 'two\n']
#| (10, 31) (10, 31)
#| 1 9 True
#| 3
#| ValueError illegal compression level 99; the valid range is [-131072, 22]
#| TypeError invalid type for level, expected int
#| TypeError Only one of level or options should be used.
#| ValueError compression parameter 'window_log' received an illegal value 99; the valid range is [10, 31]
#| ValueError invalid compression parameter 'unknown parameter (key 12345)'
#| TypeError compression options dictionary key must not be a DecompressionParameter attribute
#| TypeError zstd_dict argument should be a ZstdDict object.
#| ValueError Zstandard dictionary content too short (must have at least eight bytes)
#| ValueError invalid Zstandard dictionary
#| ZstdError Unable to decompress Zstandard data: Unknown frame descriptor
#| ZstdError Compressed data ended before the end-of-stream marker was reached
#| ZstdError Unable to get Zstandard frame information: no whole frame header
#| ValueError mode argument wrong value, it should be one of ZstdCompressor.CONTINUE, ZstdCompressor.FLUSH_BLOCK, ZstdCompressor.FLUSH_FRAME.
#| ZstdError Unable to compress Zstandard data: Src size is incorrect
#| MemoryError
#| MemoryError
#--- eager pyrun
#| True True
#| True
#| 75000 0 True
#| 3 3 <class 'compression.zstd.ZstdError'>
#| True None
#| 100 False False b''
#| True True False b'tail'
#| Already at the end of a Zstandard frame.
#| True True True
#| True;True;True;True;
#| True;True;True;True;
#| <ZstdDict dict_id=0 dict_size=8>
#| ['one\n', 'two\n']
#| (10, 31) (10, 31)
#| 1 9 True
#| 3
#| ValueError illegal compression level 99; the valid range is [-131072, 22]
#| TypeError invalid type for level, expected int
#| TypeError Only one of level or options should be used.
#| ValueError compression parameter 'window_log' received an illegal value 99; the valid range is [10, 31]
#| ValueError invalid compression parameter 'unknown parameter (key 12345)'
#| TypeError compression options dictionary key must not be a DecompressionParameter attribute
#| TypeError zstd_dict argument should be a ZstdDict object.
#| ValueError Zstandard dictionary content too short (must have at least eight bytes)
#| ValueError invalid Zstandard dictionary
#| ZstdError Unable to decompress Zstandard data: Unknown frame descriptor
#| ZstdError Compressed data ended before the end-of-stream marker was reached
#| ZstdError Unable to get Zstandard frame information: no whole frame header
#| ValueError mode argument wrong value, it should be one of ZstdCompressor.CONTINUE, ZstdCompressor.FLUSH_BLOCK, ZstdCompressor.FLUSH_FRAME.
#| ZstdError Unable to compress Zstandard data: Src size is incorrect
#| MemoryError
#| MemoryError
