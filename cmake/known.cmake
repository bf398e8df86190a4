# SPDX-License-Identifier: GPL-3.0-or-later
# The words by which the reader tells a page that was read from one that was misread: Tesseract's own list of
# Indonesian ones (tesseract-ocr-ind, Apache-2.0) and SCOWL's English ones (wamerican), as a table of hashes.
find_program(COMBINE_TESSDATA combine_tessdata REQUIRED)
find_program(DAWG2WORDLIST dawg2wordlist REQUIRED)
find_file(INDONESIAN_DATA ind.traineddata REQUIRED
    PATHS /usr/share/tesseract-ocr/5/tessdata /usr/share/tesseract-ocr/4.00/tessdata /usr/share/tessdata
    NO_DEFAULT_PATH)
find_file(ENGLISH_WORDS american-english REQUIRED PATHS /usr/share/dict NO_DEFAULT_PATH)

add_executable(known-list cmake/known-list.c)
target_include_directories(known-list PRIVATE ${CMAKE_SOURCE_DIR}/lib)
set(known ${CMAKE_BINARY_DIR}/known)
file(MAKE_DIRECTORY ${known})
add_custom_command(OUTPUT ${known}/ind.words
    COMMAND sh -c "\"$1\" -e \"$2\" ind.lstm-unicharset ind.lstm-word-dawg >unpack.log 2>&1 && \"$3\" ind.lstm-unicharset ind.lstm-word-dawg ind.words >words.log 2>&1"
        known ${COMBINE_TESSDATA} ${INDONESIAN_DATA} ${DAWG2WORDLIST}
    DEPENDS ${INDONESIAN_DATA} WORKING_DIRECTORY ${known} VERBATIM)
add_custom_command(OUTPUT ${known}/known-list.c
    COMMAND sh -c "\"$1\" \"$2\" \"$3\" >known-list.c" known $<TARGET_FILE:known-list> ${known}/ind.words ${ENGLISH_WORDS}
    DEPENDS known-list ${known}/ind.words ${ENGLISH_WORDS} WORKING_DIRECTORY ${known} VERBATIM)
set(ARSIP_KNOWN_SOURCE ${known}/known-list.c)
