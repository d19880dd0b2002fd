"""Scripts with bc and file, and what those of Debian print: output, errors, and the status if it isn't 0. Run by
test_desk.py."""

CASES = [
    [
        "echo '1+2; 10/3; scale=5; 10/3; 2^100; 7%3; -7%3; 2^-3; 1.5*1.25; .5; -.5; 0.0' | bc",
        '3\n3\n3.33333\n1267650600228229401496703205376\n.00001\n-.00001\n.12500\n1.875\n.5\n-.5\n0\n',
    ],
    [
        "echo 'x=5; x; x+=2; x; x++; x; --x; y=x^2; y; a[3]=7; a[3]; a[4]; last; (x=3); x==3; 2<1; 1&&0; "
        "1||0; !1' | bc",
        '5\n7\n7\n8\n7\n49\n7\n0\n0\n3\n1\n0\n0\n1\n0\n',
    ],
    [
        "echo 'obase=16; 255; 10.5; obase=2; 5; ibase=2; 1010' | bc; echo 'ibase=16; FF; ibase=A; obase=20; "
        "399; 1.5' | bc; echo 'obase=100; 12345.678' | bc",
        'FF\nA.8\n101\n1010\n255\n 19 19\n 01.10\n 01 23 45.67 80\n',
    ],
    [
        "echo 'define f(n) { auto r; if (n <= 1) return (1); return (n * f(n-1)); } f(30)' | bc; "
        "printf 'define f(n) {\\n if (n <= 1) return (1)\\n return (n * f(n-1))\\n}\\nf(30)\\n' | bc",
        '265252859812191058636308480000000\n265252859812191058636308480000000\n',
    ],
    [
        "printf 'define g(a[]) { a[0] = 9; return (a[0]+a[1]); }\\nb[1]=2\\ng(b[])\\nb[0]\\n' | bc",
        '11\n0\n',
    ],
    [
        'printf \'for (i = 0; i < 3; i++) { print i, " "; if (i == 1) continue; }\\nwhile (1) { i--; if (i < 0) break; '
        '}\\ni\\nif (0) 1 else 2\\n"str"\\n\' | bc',
        '0 1 2 3\n2\n1\n0\n-1\n2\nstr',
    ],
    [
        "echo 'scale=10; sqrt(2); sqrt(16); length(123.45); scale(1.234); length(0.001)' | bc",
        '1.4142135623\n4.0000000000\n5\n3\n3\n',
    ],
    [
        "echo 'e(1); l(2); s(1); c(1); a(1)*4; j(0,1); e(-2.5); l(10); s(10); a(.1); e(0); s(0); scale=50; "
        "a(1)*4' | bc -l",
        '2.71828182845904523536\n.69314718055994530941\n.84147098480789650665\n.54030230586813971740\n3.14159265358979323844\n'
        '.76519768655796655144\n.08208499862389879516\n2.30258509299404568401\n-.54402111088936981340\n.09966865249116202737\n'
        '1.00000000000000000000\n0\n3.14159265358979323846264338327950288419716939937508\n',
    ],
    [
        "echo '2^500' | bc; echo '2^500' | BC_LINE_LENGTH=0 bc",
        '32733906078961418700131896968275991522166420460430647894832913680961\\\n33796404674554883270092325904157150886684127560071009217256545885393\\\n'
        '053328527589376\n3273390607896141870013189696827599152216642046043064789483291368096133796404674554883270092325904157150886684127560071009217256545885393053328527589376\n',
    ],
    [
        "echo '1+' | bc; printf '3+4\\nquit\\n5\\n' | bc; echo '1 2' | bc; echo 'halt' | bc; echo '1;;2' | bc",
        '7\n1\n2\n(standard_in) 2: syntax error\n(standard_in) 1: syntax error\n',
    ],
    [
        "echo 'scale=3; 1/3*3; 2.5^3; 1.23456*2; 10%3; 10.5%3; (1/3)^2; 0^0; 2^3^2; -2^2; 10-3-2' | bc",
        '.999\n15.625\n2.46912\n.001\n0\n.110\n1\n512\n4\n5\n',
    ],
    [
        "echo 'x=y=4; x;y; 1000000000000000000000*1000000000000000000000; 1 > 2 || 3 > 2' | bc",
        '4\n4\n1000000000000000000000000000000000000000000\n1\n',
    ],
    [
        "printf 'a\\nb\\n' >t; : >e; file t e; file -b --mime-type t e .; file -i t; file nope",
        't: ASCII text\ne: empty\ntext/plain\ninode/x-empty\ninode/directory\nt: text/plain; charset=us-ascii\n'
        "nope: cannot open `nope' (No such file or directory)\n",
    ],
    [
        'echo \'{"a":1}\' >j; printf \'#!/bin/sh\\necho\\n\' >s; printf \'#!/usr/bin/env node\\n\' >n; printf \'a\\r\\nb\\r\\n\' >c; '
        "printf 'h\\303\\251llo\\n' >u; printf one >o; file j s n c u o",
        'j: JSON text data\ns: POSIX shell script, ASCII text executable\nn: Node.js script executable, ASCII text\n'
        'c: ASCII text, with CRLF line terminators\nu: Unicode text, UTF-8 text\no: ASCII text, with no line terminators\n',
    ],
    [
        "printf '\\0\\1\\2' >d; ln -s d l; ln -s nope b; mkdir q; mkfifo f; file d l b q f; file -L l; "
        'file --mime-encoding d',
        'd: data\nl: symbolic link to d\nb: broken symbolic link to nope\nq: directory\nf: fifo (named pipe)\n'
        'l: data\nd: binary\n',
    ],
    [
        "printf '\\211PNG\\r\\n\\032\\n' >p; printf 'GIF89a\\001\\000\\002\\000' >g; printf '\\351t\\351\\n' >i; "
        'printf \'<!DOCTYPE html><html></html>\\n\' >h; echo \'<?xml version="1.0"?><a/>\' >x; file -b g i h x',
        'GIF image data, version 89a, 1 x 2\nISO-8859 text\nHTML document, ASCII text\nXML 1.0 document, ASCII text\n',
    ],
]
