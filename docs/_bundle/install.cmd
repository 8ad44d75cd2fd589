@echo off
chcp 936 >nul
setlocal
title docgen 安装
pushd "%~dp0"
set "PLACE=%LOCALAPPDATA%\docgen\venv"
set "PYTHON=%PLACE%\Scripts\python.exe"

rem 找 64 位的 Python，新的优先
set "FOUND="
set "VERSION="
for %%V in ({{ newest_first }}) do call :try %%V py -%%V
for %%V in ({{ newest_first }}) do call :try %%V python
if not defined FOUND goto nopython
echo 使用 Python %VERSION%，安装到 %PLACE%
echo 请稍候，大约一分钟。

rem 已有的环境换过 Python 或已损坏时重建
if not exist "%PYTHON%" goto make
"%PYTHON%" -P -c "import sys; sys.exit('%VERSION%' != '%%d.%%d' %% sys.version_info[:2])" >nul 2>nul
if %ERRORLEVEL%==0 goto install
rmdir /s /q "%PLACE%"
:make
%FOUND% -P -m venv "%PLACE%"
if not %ERRORLEVEL%==0 goto failed

:install
set "PIP=-P -m pip install --quiet --disable-pip-version-check --no-warn-script-location"
"%PYTHON%" %PIP% --no-index --find-links wheels --require-hashes --force-reinstall -r "wheels\requirements-%VERSION%.txt"
if not %ERRORLEVEL%==0 goto failed
"%PYTHON%" -P -m docgen --version
if not %ERRORLEVEL%==0 goto failed
echo.
echo 安装完成。请双击“开始.cmd”。
if not "%~1"=="/quiet" pause
popd
exit /b 0

:try
if defined FOUND exit /b 0
%2 %3 -P -c "import struct, sys; sys.exit('%1' != '%%d.%%d' %% sys.version_info[:2] or struct.calcsize('P') != 8)" >nul 2>nul
if not %ERRORLEVEL%==0 exit /b 0
set "VERSION=%1"
set "FOUND=%2 %3"
exit /b 0

:nopython
echo.
echo 没有找到 64 位的 Python（{{ versions }} 都可以）。
echo 请先安装 Python：安装时勾选“Add python.exe to PATH”，再双击本文件。
echo 不能上网时，请同事下载 Python 安装程序（Windows installer 64-bit），连同本文件夹一起拷来。
pause
popd
exit /b 1

:failed
echo.
echo 安装没有完成，原因见上面的提示。
echo 提示里有 hash 或 wheel 字样：文件在复制时损坏，请重新复制整个文件夹。
echo 提示里有 Permission 或 WinError：请关闭 docgen 的窗口，再双击本文件。
pause
popd
exit /b 1
